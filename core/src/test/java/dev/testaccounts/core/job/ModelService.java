package dev.testaccounts.core.job;

import dev.testaccounts.core.memory.SettableClock;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.SignIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A service that does what it is asked, except where a fault was ordered. */
final class ModelService implements Connector {

  /** What happens to one call. */
  enum Fault {
    NONE,
    /** The call never arrives, and the caller cannot know. */
    LOST_BEFORE,
    /** It is done, and the reply is lost. */
    LOST_AFTER,
    /** What the caller has given up on takes effect later; a question is lost before. */
    LATE,
    NOT_DONE,
    /** Too many requests; come back in 7 seconds. */
    BUSY,
    REJECTED,
    /** It says that it is done, and did nothing. */
    LIE
  }

  private record Landing(Instant at, Supplier<Reply> effect) {}

  /** Passwords by username. */
  final Map<String, String> accounts = new HashMap<>();

  /** Who is there, and not on the list. */
  final Set<String> unlisted = new HashSet<>();

  final Deque<Fault> faults = new ArrayDeque<>();
  final List<String> calls = new ArrayList<>();

  /** Whom it was asked to create. */
  final List<Identity> created = new ArrayList<>();

  Duration callTakes = Duration.ZERO;

  boolean gathers;

  /** Happens while a call is under way. */
  Runnable beforeCall = () -> {};

  private final SettableClock clock;
  private final Set<Capability> capabilities;
  private final List<Landing> late = new ArrayList<>();
  private Duration lateBy = Duration.ofSeconds(4);

  ModelService(SettableClock clock, Capability... capabilities) {
    this.clock = clock;
    this.capabilities = Set.of(capabilities);
  }

  void order(Fault... next) {
    faults.addAll(List.of(next));
  }

  void landsLateBy(Duration by) {
    lateBy = by;
  }

  /** Lets what was late take effect, where its time has come. */
  void land() {
    for (Landing landing : List.copyOf(late)) {
      if (!clock.instant().isBefore(landing.at())) {
        late.remove(landing);
        Reply _ = landing.effect().get();
      }
    }
  }

  @Override
  public boolean gathers() {
    return gathers;
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  @Override
  public Reply create(Identity identity) {
    created.add(identity);
    String password = identity.password().reveal();
    return call(
        "create",
        () ->
            accounts.putIfAbsent(identity.username(), password) == null
                ? new Reply.Done("id-" + identity.username())
                : new Reply.Conflict("taken"));
  }

  @Override
  public Reply delete(Identity identity) {
    return call(
        "delete",
        () ->
            accounts.remove(identity.username()) == null
                ? new Reply.Absent()
                : new Reply.Done(null));
  }

  @Override
  public Reply exists(Identity identity) {
    return call(
        "exists",
        () ->
            accounts.containsKey(identity.username())
                ? new Reply.Done("id-" + identity.username())
                : new Reply.Absent());
  }

  @Override
  public Reply reset(Identity identity) {
    String password = identity.password().reveal();
    return call(
        "reset",
        () ->
            accounts.replace(identity.username(), password) == null
                ? new Reply.Absent()
                : new Reply.Done(null));
  }

  @Override
  public SignIn signIn(Identity identity) {
    String password = identity.password().reveal();
    Supplier<Reply> effect =
        () ->
            password.equals(accounts.get(identity.username()))
                ? new Reply.Done(null)
                : new Reply.Absent();
    return switch (call("signIn", effect)) {
      case Reply.Done done ->
          new SignIn.In(Map.of("accessToken", new Secret("token of " + identity.username())));
      case Reply.Absent absent -> new SignIn.Refused("not let in");
      case Reply other -> new SignIn.Untold(other);
    };
  }

  @Override
  public Reply check() {
    return call("check", () -> new Reply.Done(null));
  }

  /** One account a part, in the order of names. */
  @Override
  public Listing list(@Nullable String from) {
    List<String> names =
        accounts.keySet().stream().filter(each -> !unlisted.contains(each)).sorted().toList();
    int at = from == null ? 0 : Integer.parseInt(from);
    return switch (call("list", () -> new Reply.Done(null))) {
      case Reply.Done done when at < names.size() ->
          new Listing.Part(
              List.of(new Listing.Listed(names.get(at), "id-" + names.get(at))),
              at + 1 < names.size() ? String.valueOf(at + 1) : null);
      case Reply.Done done -> new Listing.Part(List.of(), null);
      case Reply other -> new Listing.Untold(other);
    };
  }

  private Reply call(String operation, Supplier<Reply> effect) {
    calls.add(operation);
    beforeCall.run();
    clock.advance(callTakes);
    land();
    Fault fault = faults.isEmpty() ? Fault.NONE : faults.removeFirst();
    return switch (fault) {
      case NONE -> effect.get();
      case LOST_BEFORE -> new Reply.Unknown("no answer");
      case LOST_AFTER -> {
        Reply _ = effect.get();
        yield new Reply.Unknown("no answer");
      }
      case LATE -> {
        late.add(new Landing(clock.instant().plus(lateBy), effect));
        yield new Reply.Unknown("no answer");
      }
      case NOT_DONE -> new Reply.NotDone("nobody listens", null);
      case BUSY -> new Reply.NotDone("429", Duration.ofSeconds(7));
      case REJECTED -> new Reply.Rejected("401");
      case LIE ->
          Set.of("delete", "reset").contains(operation) ? new Reply.Done(null) : effect.get();
    };
  }
}
