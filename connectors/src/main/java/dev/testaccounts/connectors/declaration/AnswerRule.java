package dev.testaccounts.connectors.declaration;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the answers to one operation mean.
 *
 * @param success the statuses of an operation that was done
 * @param conflict those of a name that is taken
 * @param absent those of an account that is not there
 * @param retry those of a service that did nothing and may do it later
 * @param refused those of a sign-in that was refused; of a login alone
 * @param id where the account's id is; null where the answer does not say
 * @param items where the accounts of an answer are; null where it is about one. Where the account
 *     is asked for and there are none, it is not there
 * @param username where an item's username is; null where it is not told. Where one account is
 *     asked for, items of another name are not it
 * @param where what must stand in an answer that says yes: some services answer 200 to every
 *     question, and "no" in the text
 * @param tokens where what a sign-in gave is, by its name for the lease's holder
 */
public record AnswerRule(
    Set<Integer> success,
    Set<Integer> conflict,
    Set<Integer> absent,
    Set<Integer> retry,
    Set<Integer> refused,
    @Nullable IdRule id,
    @Nullable Finder items,
    @Nullable Finder username,
    List<Condition> where,
    Map<String, Finder> tokens) {

  static final Set<String> FIELDS =
      Set.of(
          "success",
          "conflict",
          "absent",
          "retry",
          "refused",
          "id",
          "items",
          "username",
          "where",
          "tokens");

  /** Any 2xx. */
  public static final Set<Integer> ANY_SUCCESS =
      IntStream.range(200, 300).boxed().collect(Collectors.toUnmodifiableSet());

  /** What services say to a wrong password. */
  private static final Set<Integer> REFUSED = Set.of(400, 401, 403, 404, 422);

  static AnswerRule read(Said said) {
    Said tokens = said.optional("tokens");
    AnswerRule rule =
        new AnswerRule(
            success(said),
            statuses(said, "conflict", Set.of(409)),
            statuses(said, "absent", Set.of(404, 410)),
            statuses(said, "retry", Set.of(408, 425, 429)),
            statuses(said, "refused", REFUSED),
            IdRule.read(said.optional("id")),
            finder(said.optional("items")),
            finder(said.optional("username")),
            Condition.read(said.optional("where")),
            tokens == null ? Map.of() : tokens.map(Finder::read));
    return rule.distinct(said);
  }

  private AnswerRule distinct(Said said) {
    Set<Integer> seen = new LinkedHashSet<>();
    Stream.of(success, conflict, absent, retry)
        .flatMap(Set::stream)
        .forEach(
            status -> {
              if (!seen.add(status)) {
                throw said.refused(
                    "expected each status in one of success, conflict, absent and retry, got "
                        + status
                        + " in two");
              }
            });
    // What services usually say is no mistake where success is said to be among it.
    if (said.optional("refused") != null && !Collections.disjoint(refused, success)) {
      throw said.refused("expected other statuses in refused than in success");
    }
    return this;
  }

  /** Those that say that an operation was done; any 2xx where it is not said. */
  static Set<Integer> success(Said said) {
    return statuses(said, "success", ANY_SUCCESS);
  }

  private static Set<Integer> statuses(Said said, String name, Set<Integer> otherwise) {
    Said value = said.optional(name);
    return value == null
        ? otherwise
        : value.items().stream()
            .map(each -> each.number(200, 599))
            .collect(Collectors.toUnmodifiableSet());
  }

  static @Nullable Finder finder(@Nullable Said said) {
    return said == null ? null : Finder.read(said);
  }

  /** Whether anything of the answer's text is wanted. */
  public boolean readsBody() {
    return items != null || !where.isEmpty() || !tokens.isEmpty() || id instanceof IdRule.InBody;
  }

  /** What a message says was expected. */
  public String expected() {
    return expected(success);
  }

  /** What a message says was expected where these are the statuses of success. */
  public static String expected(Set<Integer> success) {
    return success.equals(ANY_SUCCESS)
        ? "200 to 299"
        : success.stream().sorted().map(String::valueOf).collect(Collectors.joining(" or "));
  }
}
