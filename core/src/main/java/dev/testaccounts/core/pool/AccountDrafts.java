package dev.testaccounts.core.pool;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Usernames;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.secret.NewSecrets;
import dev.testaccounts.core.secret.NextSecret;
import dev.testaccounts.core.secret.PasswordRule;
import dev.testaccounts.core.secret.SealedSecret;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes accounts-to-be from a pool's recipe: nothing is stored or created yet. Thread-safe. */
public final class AccountDrafts {

  /** Stands where there is nothing. */
  private static final String NONE = "none";

  /** The attribute that is an account's address. */
  public static final String EMAIL = "email";

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{(username|seq|pool|run|worker|" + Usernames.MADE_UP + ")}");

  private final Usernames usernames;
  private final NewSecrets secrets;
  private final Ids ids;
  private final Numbers numbers;
  private final Fakes fakes;

  public AccountDrafts(
      Usernames usernames, NewSecrets secrets, Ids ids, Numbers numbers, Fakes fakes) {
    this.usernames = usernames;
    this.secrets = secrets;
    this.ids = ids;
    this.numbers = numbers;
    this.fakes = fakes;
  }

  /**
   * For whom and why an account is made.
   *
   * @param labels what its maker calls it
   * @param onFailure what becomes of it when its creation fails
   * @param reservation the one lease it is for; null where anybody may have it
   * @param job the bulk job that waits for it; null where none does
   */
  public record Purpose(
      Map<String, String> labels,
      FailurePolicy onFailure,
      @Nullable Id reservation,
      @Nullable Id job) {}

  /** An account by a pool's recipe, wanted in each of its services. */
  public EnrolledAccount draft(Pool pool, Purpose purpose, Instant now) {
    return draft(ids.next(now), pool, purpose, now);
  }

  /** The same, under an id by which its maker finds it again. */
  public EnrolledAccount draft(Id id, Pool pool, Purpose purpose, Instant now) {
    return draft(id, pool, purpose, null, Map.of(), now);
  }

  /**
   * By a pool's recipe, and what its author says of it.
   *
   * @param name its username; null for one by the pool's pattern
   * @param own attributes beside, or instead of, the pool's
   */
  public EnrolledAccount draft(
      Pool pool, Purpose purpose, @Nullable String name, Map<String, String> own, Instant now) {
    return draft(ids.next(now), pool, purpose, name, own, now);
  }

  private EnrolledAccount draft(
      Id id,
      Pool pool,
      Purpose purpose,
      @Nullable String name,
      Map<String, String> own,
      Instant now) {
    Person person = person(pool, purpose, name);
    Map<String, String> attributes = new HashMap<>(person.attributes());
    attributes.putAll(own);
    return enrolled(
        id,
        pool.project(),
        pool.id(),
        person.username(),
        attributes,
        secrets.next(pool.project(), pool.spec().password()),
        purpose,
        unasked(name, pool) ? Enrollment::unasked : Enrollment::intended,
        pool.members(),
        now);
  }

  /** Nobody else has a name with random digits of ours; any other may be a person's. */
  private static boolean unasked(@Nullable String given, Pool pool) {
    return given != null || !Usernames.isTelling(pool.spec().username());
  }

  /** How a presence begins. */
  private interface Beginning {
    Enrollment of(Id account, Id service, int rank);
  }

  private record Person(String username, Map<String, String> attributes) {}

  private Person person(Pool pool, Purpose purpose, @Nullable String name) {
    Map<String, String> values = new HashMap<>(purpose.labels());
    values.put("pool", pool.name());
    if (texts(pool.spec()).anyMatch(text -> text.contains(Usernames.NUMBER))) {
      values.put("seq", Long.toString(numbers.next(pool.id())));
    }
    // The same wherever it stands: a name in the username is the one in the attributes.
    texts(pool.spec())
        .flatMap(Fakes::in)
        .distinct()
        .forEach(each -> values.put("faker:" + each, fakes.make(each).orElse(NONE)));
    String username = name == null ? usernames.next(pool.spec().username(), values) : name;
    values.put("username", username);
    Map<String, String> attributes = new HashMap<>();
    pool.spec().attributes().forEach((key, text) -> attributes.put(key, filled(text, values)));
    return new Person(username, attributes);
  }

  /** A new password for an account of a project. */
  public NextSecret nextSecret(String project) {
    return secrets.next(project);
  }

  /** An account without a pool, wanted in one service. */
  public EnrolledAccount draft(String project, Id service, Purpose purpose, Instant now) {
    return draft(ids.next(now), project, service, purpose, now);
  }

  /** The same, under an id by which its maker finds it again. */
  public EnrolledAccount draft(Id id, String project, Id service, Purpose purpose, Instant now) {
    String username = usernames.next(Usernames.STANDARD, Map.of());
    return alone(id, project, service, username, purpose, now);
  }

  /**
   * An account without a pool, to try a service with.
   *
   * @param members that service, and those that it depends on
   * @param like the pool whose accounts it is called and described like; null for a usual name and
   *     an address in a domain that is nobody's (RFC 2606, section 2)
   */
  public EnrolledAccount probe(
      String project,
      List<Pool.Member> members,
      @Nullable Pool like,
      Purpose purpose,
      Instant now) {
    Person person = like == null ? anybody() : person(like, purpose, null);
    return enrolled(
        ids.next(now),
        project,
        null,
        person.username(),
        person.attributes(),
        secrets.next(project, passwordsLike(like)),
        purpose,
        Enrollment::intended,
        members,
        now);
  }

  /** How the passwords of a pool look; the standard ones where there is none. */
  public static PasswordRule passwordsLike(@Nullable Pool pool) {
    return pool == null ? PasswordRule.STANDARD : pool.spec().password();
  }

  private Person anybody() {
    String username = usernames.next(Usernames.STANDARD, Map.of());
    return new Person(username, Map.of(EMAIL, username + "@example.test"));
  }

  /** An account without a pool, under a name that it has already. */
  public EnrolledAccount draft(
      String project, Id service, String username, Purpose purpose, Instant now) {
    return alone(ids.next(now), project, service, username, purpose, now);
  }

  private EnrolledAccount alone(
      Id id, String project, Id service, String username, Purpose purpose, Instant now) {
    return enrolled(
        id,
        project,
        null,
        username,
        Map.of(),
        secrets.next(project, PasswordRule.STANDARD),
        purpose,
        Enrollment::intended,
        List.of(new Pool.Member(service, 0)),
        now);
  }

  private EnrolledAccount enrolled(
      Id id,
      String project,
      @Nullable Id pool,
      String username,
      Map<String, String> attributes,
      SealedSecret secret,
      Purpose purpose,
      Beginning beginning,
      List<Pool.Member> members,
      Instant now) {
    Account account =
        new Account(
            id,
            project,
            pool,
            username,
            attributes.get(EMAIL),
            secret,
            attributes,
            purpose.labels(),
            AccountState.PENDING,
            0,
            0,
            purpose.onFailure(),
            purpose.reservation(),
            purpose.job(),
            null,
            null,
            now,
            now);
    return new EnrolledAccount(
        account,
        members.stream().map(member -> beginning.of(id, member.service(), member.rank())).toList());
  }

  private static Stream<String> texts(PoolSpec spec) {
    return Stream.concat(Stream.of(spec.username()), spec.attributes().values().stream());
  }

  /** Whether a placeholder in an attribute, with its braces, is filled in. */
  static boolean fills(String placeholder) {
    return PLACEHOLDER.matcher(placeholder).matches();
  }

  /** In one pass: what a value says is not filled in again. */
  private static String filled(String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), NONE)));
  }
}
