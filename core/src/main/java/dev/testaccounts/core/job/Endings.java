package dev.testaccounts.core.job;

import dev.testaccounts.core.account.Desired;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** How an attempt ends that did not come off. For the thread of its attempt. */
final class Endings {

  /** After so many failures in a row a create or a reset is given up; a delete never is. */
  private static final int MOST_FAILURES = 10;

  private final Enrollment before;
  private final Limits limits;
  private final Backoff backoff;
  private final InstantSource clock;
  private final @Nullable Instant unsettled;
  private final Known known;

  /** What is known of the account by now. */
  interface Known {

    /**
     * As it would be reported.
     *
     * @param unsettledUntil until when a call of ours could still take effect; null where none can
     */
    Observed asOf(@Nullable Instant unsettledUntil);
  }

  /**
   * @param unsettled until when a call of an earlier attempt could still take effect; null where
   *     none can
   */
  Endings(
      Enrollment before,
      Limits limits,
      Backoff backoff,
      InstantSource clock,
      @Nullable Instant unsettled,
      Known known) {
    this.before = before;
    this.limits = limits;
    this.backoff = backoff;
    this.clock = clock;
    this.unsettled = unsettled;
    this.known = known;
  }

  /** What every call that did not come off comes to. */
  Outcome failure(Reply reply) {
    return switch (reply) {
      case Reply.Rejected(String reason) -> forGood(known.asOf(unsettled), reason);
      case Reply.NotDone(String reason, Duration after) when after != null ->
          leftAlone(reason, after);
      case Reply.NotDone(String reason, Duration after) -> retry(reason, null);
      case Reply.Held(String reason, Duration pause) ->
          deferred(reason, clock.instant().plus(Backoff.atMost(pause)));
      case Reply.Conflict(String reason) -> retry(reason, null);
      case Reply.Unknown(String reason, Duration after) -> retry(reason, after);
      case Reply.Done _, Reply.Absent _ -> retry("the service's answer makes no sense", null);
    };
  }

  Outcome forGood(Observed observed, String reason) {
    return new Outcome.Failed(observed, reason, unsettled);
  }

  /** Nobody knows what came of a call. */
  Outcome unanswered(String reason, @Nullable Duration after) {
    return failed(reason, after, landing());
  }

  /** The next attempt begins when this cannot undo any more what it does. */
  Outcome undecided(Reply.Unknown unknown) {
    return unanswered(unknown.reason(), Backoff.later(limits.timeout(), unknown.retryAfter()));
  }

  /** Until when the call that just got no answer, or one before it, could still take effect. */
  private Instant landing() {
    Instant lands = clock.instant().plus(limits.timeout());
    return unsettled != null && unsettled.isAfter(lands) ? unsettled : lands;
  }

  /** A service that asks for a pause has too many calls: that is no failure of the account's. */
  private Outcome leftAlone(String reason, Duration after) {
    return deferred(reason, clock.instant().plus(backoff.after(1, after)));
  }

  Outcome deferred(String reason, Instant at) {
    return new Outcome.Deferred(known.asOf(unsettled), at, reason, unsettled);
  }

  Outcome retry(String reason, @Nullable Duration after) {
    return failed(reason, after, unsettled);
  }

  private Outcome failed(
      String reason, @Nullable Duration after, @Nullable Instant unsettledUntil) {
    int failures = before.failures() + 1;
    Observed observed = known.asOf(unsettledUntil);
    if (before.desired() == Desired.PRESENT && failures >= MOST_FAILURES) {
      String error = "given up after " + failures + " attempts; the last one said: " + reason;
      return new Outcome.Failed(observed, error, unsettledUntil);
    }
    return new Outcome.Retry(
        observed, clock.instant().plus(backoff.after(failures, after)), reason, unsettledUntil);
  }
}
