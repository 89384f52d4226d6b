package dev.testaccounts.core.account;

import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.secret.SealedSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How an account moves towards what should be. Pure: the store reads an account, asks here for the
 * change, and writes it with its events in one commit.
 */
public final class Convergence {

  private Convergence() {}

  /**
   * A change to write.
   *
   * @param after the account and its enrollments afterwards
   * @param events what to put on record with it
   * @param follow what became ready and is claimed for the worker that reported
   * @param settled whether the account came to rest, and how; null while it is on its way
   */
  public record Change(
      EnrolledAccount after, List<Event> events, List<Work> follow, @Nullable Settled settled) {}

  /**
   * An account at rest: what a waiting job wants to know.
   *
   * @param good whether it is where it should be
   * @param message why not; null where it is
   */
  public record Settled(boolean good, @Nullable String message) {}

  /**
   * Takes a worker's report. Empty where the report is of an older attempt than the latest claim:
   * it changes nothing.
   */
  public static Optional<Change> observe(EnrolledAccount before, Observation report, String actor) {
    Enrollment enrollment = before.in(report.service());
    if (!enrollment.claimed() || enrollment.attempts() != report.attempt()) {
      return Optional.empty();
    }
    List<Enrollment> enrollments =
        replace(before.enrollments(), seen(enrollment, report.outcome()));
    Account account = before.account();
    return Optional.of(
        switch (report.outcome()) {
          case Outcome.Converged _, Outcome.Asked _ -> advance(account, enrollments, report, actor);
          case Outcome.Retry retry when givesUp(account) ->
              abandon(account, enrollments, retry.error(), report.now(), actor);
          case Outcome.Retry retry -> advance(account, Order.inTurn(enrollments), report, actor);
          case Outcome.Deferred deferred when givesUp(account) ->
              abandon(account, enrollments, deferred.reason(), report.now(), actor);
          case Outcome.Deferred deferred ->
              advance(account, Order.inTurn(enrollments), report, actor);
          case Outcome.Failed failed when givesUp(account) ->
              abandon(account, enrollments, failed.error(), report.now(), actor);
          case Outcome.Failed failed when overtaken(enrollment) ->
              advance(account, enrollments, report, actor);
          case Outcome.Failed failed when account.state() == AccountState.QUARANTINED ->
              still(account, enrollments);
          case Outcome.Failed failed ->
              quarantine(account, enrollments, failed.error(), report.now(), actor);
        });
  }

  private static boolean givesUp(Account account) {
    return account.state() == AccountState.PENDING && account.onFailure() == FailurePolicy.ABANDON;
  }

  /**
   * Whether the account was condemned while a worker was creating it: that the create failed for
   * good is no reason not to delete.
   */
  private static boolean overtaken(Enrollment enrollment) {
    return enrollment.desired() == Desired.ABSENT && enrollment.claimedToCreate();
  }

  /** A new account whose first services are claimed by its maker until a time, and those claims. */
  public static Begun begin(EnrolledAccount draft, Instant claimEnd) {
    Predicate<Enrollment> isNext = Order.next(draft.enrollments());
    List<Work> works = new ArrayList<>();
    List<Enrollment> after =
        draft.enrollments().stream()
            .map(
                each -> {
                  if (!isNext.test(each)) {
                    return each;
                  }
                  Enrollment claimed = each.claimedUntil(claimEnd);
                  works.add(Work.of(draft.account(), each, claimed));
                  return claimed;
                })
            .toList();
    return new Begun(new EnrolledAccount(draft.account(), after), works);
  }

  /**
   * A new account with its maker's claims.
   *
   * @param account as it is to be stored
   * @param works what its maker is to attempt once it is stored
   */
  public record Begun(EnrolledAccount account, List<Work> works) {}

  /**
   * An account that is to be removed again, wherever its maker gets to until a time: should nobody
   * report by then, any worker removes it.
   *
   * @param claimEnd of the claim on the service of the highest rank, which is removed first
   * @param apart how much later the claims on each lower rank end
   */
  public static EnrolledAccount passing(
      EnrolledAccount draft, String reason, Instant claimEnd, Duration apart, Instant now) {
    int highest = draft.enrollments().stream().mapToInt(Enrollment::rank).max().orElse(0);
    List<Enrollment> enrollments =
        draft.enrollments().stream()
            .map(
                each ->
                    each.claimedUntil(claimEnd.plus(apart.multipliedBy(highest - each.rank())))
                        .wanting(Desired.ABSENT, false))
            .toList();
    return new EnrolledAccount(draft.account().in(AccountState.DELETING, reason, now), enrollments);
  }

  /**
   * An account that stands in a service although nobody here knows of it, put on record as one that
   * any worker is to remove.
   *
   * @param remoteId what the service calls it; null where it does not say
   */
  public static EnrolledAccount stray(
      EnrolledAccount draft, @Nullable String remoteId, String reason, Instant now) {
    List<Enrollment> enrollments =
        draft.enrollments().stream()
            .map(each -> each.wanting(Desired.ABSENT, false))
            .map(each -> each.observed(Observed.PRESENT, false, remoteId, 0, now, null, null))
            .toList();
    return new EnrolledAccount(draft.account().in(AccountState.DELETING, reason, now), enrollments);
  }

  /** A new account whose first services are due for any worker. */
  public static EnrolledAccount due(EnrolledAccount draft, Instant now) {
    return new EnrolledAccount(draft.account(), Order.dueFirst(draft.enrollments(), now));
  }

  /**
   * After a lease: a new secret, and every service to be cleaned before the account may be free.
   * What a worker is at meanwhile, it is at with the old secret: its report comes too late.
   */
  public static EnrolledAccount clean(EnrolledAccount before, SealedSecret next, Instant now) {
    Account account = before.account().withSecret(next).in(AccountState.CLEANING, null, now);
    List<Enrollment> enrollments =
        before.enrollments().stream()
            .map(each -> each.wanting(Desired.PRESENT, true).fenced())
            .toList();
    return new EnrolledAccount(account, Order.dueFirst(enrollments, now));
  }

  /** After a lease, or free: kept for a look as it is; nobody may lease it. */
  public static EnrolledAccount held(EnrolledAccount before, Hold hold, Instant now) {
    return new EnrolledAccount(before.account().held(hold, now), before.enrollments());
  }

  /**
   * To be removed from every service, the last one first. One that is in no service is a tombstone
   * at once: nobody would ever report on it.
   */
  public static EnrolledAccount condemn(
      EnrolledAccount before, @Nullable String reason, Instant now) {
    List<Enrollment> unwanted =
        before.enrollments().stream()
            .map(each -> each.wanting(Desired.ABSENT, each.stale()))
            .toList();
    AccountState next =
        unwanted.stream().allMatch(Enrollment::satisfied)
            ? AccountState.DELETED
            : AccountState.DELETING;
    return new EnrolledAccount(
        before.account().in(next, reason, now), Order.dueFirst(unwanted, now));
  }

  private static Enrollment seen(Enrollment enrollment, Outcome outcome) {
    int failures = enrollment.failures() + 1;
    return switch (outcome) {
      case Outcome.Converged(Observed observed, String remoteId, Instant unsettled) ->
          enrollment.observed(observed, false, remoteId, 0, null, unsettled, null);
      // Not due: whoever asked goes on with it at once.
      case Outcome.Asked asked ->
          enrollment.observed(
              asked.observed(), enrollment.stale(), null, enrollment.failures(), null, null, null);
      case Outcome.Retry(Observed observed, Instant at, String error, Instant unsettled) ->
          enrollment.observed(
              observed, enrollment.stale(), enrollment.remoteId(), failures, at, unsettled, error);
      case Outcome.Deferred(Observed observed, Instant at, String reason, Instant unsettled) ->
          enrollment.observed(
              observed,
              enrollment.stale(),
              enrollment.remoteId(),
              enrollment.failures(),
              at,
              unsettled,
              reason);
      case Outcome.Failed(Observed observed, String error, Instant unsettled) ->
          enrollment.observed(
              observed,
              enrollment.stale(),
              enrollment.remoteId(),
              failures,
              null,
              unsettled,
              error);
    };
  }

  private static Change advance(
      Account account, List<Enrollment> enrollments, Observation report, String actor) {
    if (enrollments.stream().allMatch(Enrollment::satisfied)) {
      return complete(account, enrollments, report.now(), actor);
    }
    if (account.state() == AccountState.QUARANTINED) {
      return still(account, enrollments);
    }
    List<Work> follow = new ArrayList<>();
    Predicate<Enrollment> isNext = Order.next(enrollments);
    List<Enrollment> after =
        enrollments.stream()
            .map(
                each -> {
                  if (!isNext.test(each) || each.claimed() || each.dueAt() != null) {
                    return each;
                  }
                  Enrollment claimed = each.claimedUntil(report.follow());
                  follow.add(Work.of(account, each, claimed));
                  return claimed;
                })
            .toList();
    return new Change(new EnrolledAccount(account, after), List.of(), follow, null);
  }

  private static Change complete(
      Account account, List<Enrollment> enrollments, Instant now, String actor) {
    return switch (account.state()) {
      case PENDING ->
          rest(
              account.in(AccountState.FREE, null, now),
              enrollments,
              Event.Kind.ACCOUNT_READY,
              actor);
      case CLEANING ->
          rest(
              account.in(AccountState.FREE, null, now),
              enrollments,
              Event.Kind.ACCOUNT_CLEANED,
              actor);
      case DELETING ->
          rest(
              account.in(AccountState.DELETED, account.reason(), now),
              enrollments,
              Event.Kind.ACCOUNT_DELETED,
              actor);
      case FREE, LEASED, DELETED, QUARANTINED, HELD -> still(account, enrollments);
    };
  }

  private static Change rest(
      Account account, List<Enrollment> enrollments, Event.Kind kind, String actor) {
    return new Change(
        new EnrolledAccount(account, enrollments),
        List.of(event(account, kind, actor, Map.of())),
        List.of(),
        new Settled(true, null));
  }

  private static Change still(Account account, List<Enrollment> enrollments) {
    return new Change(new EnrolledAccount(account, enrollments), List.of(), List.of(), null);
  }

  private static Change abandon(
      Account account, List<Enrollment> enrollments, String error, Instant now, String actor) {
    EnrolledAccount after = condemn(new EnrolledAccount(account, enrollments), error, now);
    return new Change(
        after,
        List.of(
            event(after.account(), Event.Kind.ACCOUNT_ABANDONED, actor, Map.of("reason", error))),
        List.of(),
        new Settled(false, error));
  }

  private static Change quarantine(
      Account account, List<Enrollment> enrollments, String error, Instant now, String actor) {
    Account after = account.in(AccountState.QUARANTINED, error, now);
    return new Change(
        new EnrolledAccount(after, enrollments),
        List.of(event(after, Event.Kind.ACCOUNT_QUARANTINED, actor, Map.of("reason", error))),
        List.of(),
        new Settled(false, error));
  }

  private static List<Enrollment> replace(List<Enrollment> enrollments, Enrollment next) {
    return enrollments.stream()
        .map(each -> each.service().equals(next.service()) ? next : each)
        .toList();
  }

  private static Event event(
      Account account, Event.Kind kind, String actor, Map<String, String> detail) {
    return new Event(
        account.project(),
        account.changedAt(),
        actor,
        kind,
        account.id(),
        null,
        account.job(),
        detail);
  }
}
