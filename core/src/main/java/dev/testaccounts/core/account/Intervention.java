package dev.testaccounts.core.account;

import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.secret.NextSecret;
import dev.testaccounts.core.secret.PasswordRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody does to one account by hand.
 *
 * @param project whose the account is
 * @param account the account
 * @param action what is to become of it
 * @param nextSecret the secret that a reset gives it
 * @param job the bulk job that waits for it from then on; null where none does
 * @param actor who asked for it
 * @param now when
 * @param hold how a held account is kept; for what is no hold, the one that must be over before it
 *     is done, or null
 * @param operation what a request is called that may come again: it is done once, whatever the
 *     account's state is by then; null for one that comes once
 */
public record Intervention(
    String project,
    Id account,
    Action action,
    NextSecret nextSecret,
    @Nullable Id job,
    String actor,
    Instant now,
    @Nullable Hold hold,
    @Nullable Id operation) {

  /** What an event says of the operation that it comes from. */
  public static final String OPERATION = "operation";

  /** One that is no hold, and comes once. */
  public Intervention(
      String project,
      Id account,
      Action action,
      NextSecret nextSecret,
      @Nullable Id job,
      String actor,
      Instant now) {
    this(project, account, action, nextSecret, job, actor, now, null, null);
  }

  /** What can be done. */
  public enum Action {
    /** A quarantined account is tried again, from what is known of it. */
    RETRY,
    /** A free account is cleaned once more before anybody may lease it. */
    RESET,
    /** A free account is kept for a look, or one that is kept already for another time. */
    HOLD,
    /** What is held or quarantined is cleaned, and then free again. */
    RELEASE,
    /** The account is removed from every service. */
    DELETE
  }

  /** What came of it. */
  public sealed interface Reply {

    /** It is under way, or was done before. */
    record Done(EnrolledAccount account) implements Reply {}

    /** Nothing was changed: where the account is in its life does not allow it. */
    record NotNow(EnrolledAccount account) implements Reply {}

    /** The project has no such account. */
    record NoSuchAccount() implements Reply {}
  }

  /**
   * The change of an account, with its events; empty where its state does not allow it. To delete
   * what is being deleted, or was, changes nothing.
   *
   * @param rule what the passwords of its pool look like
   */
  public Optional<Convergence.Change> of(EnrolledAccount before, PasswordRule rule) {
    if (action != Action.HOLD && hold != null && !isOver(before.account(), hold)) {
      return Optional.empty();
    }
    return switch (action) {
      case RETRY -> retriable(before) ? Optional.of(retried(before)) : Optional.empty();
      case RESET ->
          resettable(before.account()) ? Optional.of(reset(before, rule)) : Optional.empty();
      case HOLD -> hold == null ? Optional.empty() : hold(before, hold);
      case RELEASE -> releasable(before) ? Optional.of(released(before, rule)) : Optional.empty();
      case DELETE -> delete(before);
    };
  }

  /**
   * Who found it overdue may come late: it may be kept for longer by then, or not be held at all.
   */
  private static boolean isOver(Account account, Hold hold) {
    Instant until = account.heldUntil();
    return until != null && !until.isAfter(hold.until());
  }

  /** Where the name is somebody else's, trying again could only end in the same way. */
  private static boolean retriable(EnrolledAccount before) {
    return before.account().state() == AccountState.QUARANTINED && ours(before);
  }

  private static boolean ours(EnrolledAccount account) {
    return account.enrollments().stream()
        .noneMatch(
            each -> each.desired() == Desired.PRESENT && each.observed() == Observed.FOREIGN);
  }

  /** What was to be deleted is deleted, whatever somebody thinks of it now. */
  private static boolean releasable(EnrolledAccount before) {
    return switch (before.account().state()) {
      case HELD -> true;
      case QUARANTINED ->
          ours(before)
              && before.enrollments().stream().allMatch(each -> each.desired() == Desired.PRESENT);
      case PENDING, FREE, LEASED, CLEANING, DELETING, DELETED -> false;
    };
  }

  private Optional<Convergence.Change> hold(EnrolledAccount before, Hold how) {
    boolean can = before.account().state() == AccountState.HELD || resettable(before.account());
    if (!can) {
      return Optional.empty();
    }
    Map<String, String> detail = Map.of("reason", how.reason(), "until", how.until().toString());
    EnrolledAccount after = Convergence.held(before, how, now);
    return Optional.of(
        new Convergence.Change(
            after, List.of(event(Event.Kind.ACCOUNT_HELD, detail)), List.of(), null));
  }

  private Convergence.Change released(EnrolledAccount before, PasswordRule rule) {
    return change(Convergence.clean(before, nextSecret.by(rule), now), Event.Kind.ACCOUNT_RELEASED);
  }

  /** One that waits for the lease it was made for is as good as leased. */
  private static boolean resettable(Account account) {
    return account.state() == AccountState.FREE && account.reservation() == null;
  }

  private Convergence.Change retried(EnrolledAccount before) {
    boolean unwanted =
        before.enrollments().stream().anyMatch(each -> each.desired() == Desired.ABSENT);
    return unwanted
        ? condemned(before, Event.Kind.ACCOUNT_RETRIED, "its deletion is tried again")
        : change(wantedAgain(before), Event.Kind.ACCOUNT_RETRIED);
  }

  /** What was used, or lacks nothing any more, has to be cleaned before it may be free. */
  private EnrolledAccount wantedAgain(EnrolledAccount before) {
    boolean lacksNothing = before.enrollments().stream().allMatch(Enrollment::satisfied);
    List<Enrollment> wanted =
        before.enrollments().stream()
            .map(each -> each.wanting(Desired.PRESENT, each.stale() || lacksNothing))
            .toList();
    boolean used = before.account().uses() > 0 || wanted.stream().anyMatch(Enrollment::stale);
    AccountState next = used ? AccountState.CLEANING : AccountState.PENDING;
    return new EnrolledAccount(before.account().in(next, null, now), Order.dueFirst(wanted, now));
  }

  private Convergence.Change reset(EnrolledAccount before, PasswordRule rule) {
    EnrolledAccount after = Convergence.clean(before, nextSecret.by(rule), now);
    return change(
        new EnrolledAccount(after.account().withJob(job), after.enrollments()),
        Event.Kind.ACCOUNT_RESET);
  }

  private Optional<Convergence.Change> delete(EnrolledAccount before) {
    return switch (before.account().state()) {
      case LEASED -> Optional.empty();
      case DELETING, DELETED ->
          Optional.of(new Convergence.Change(before, List.of(), List.of(), null));
      case PENDING, FREE, CLEANING, QUARANTINED, HELD ->
          Optional.of(condemned(before, Event.Kind.ACCOUNT_CONDEMNED, "deleted by " + actor));
    };
  }

  /** A job that waited for the account learns that it waited in vain. */
  private Convergence.Change condemned(EnrolledAccount before, Event.Kind kind, String reason) {
    EnrolledAccount after = Convergence.condemn(before, reason, now);
    List<Event> events = new ArrayList<>();
    events.add(event(kind, Map.of("reason", reason)));
    if (after.account().state() == AccountState.DELETED) {
      events.add(event(Event.Kind.ACCOUNT_DELETED, Map.of()));
    }
    Convergence.Settled inVain = new Convergence.Settled(false, "deleted before it was ready");
    return new Convergence.Change(
        after, events, List.of(), before.account().job() == null ? null : inVain);
  }

  private Convergence.Change change(EnrolledAccount after, Event.Kind kind) {
    return new Convergence.Change(after, List.of(event(kind, Map.of())), List.of(), null);
  }

  private Event event(Event.Kind kind, Map<String, String> detail) {
    return new Event(project, now, actor, kind, account, null, job, traced(detail));
  }

  /** So that whoever comes again finds it done. */
  private Map<String, String> traced(Map<String, String> detail) {
    if (operation == null) {
      return detail;
    }
    Map<String, String> traced = new HashMap<>(detail);
    traced.put(OPERATION, operation.value());
    return traced;
  }
}
