package dev.testaccounts.core.job;

import dev.testaccounts.core.account.Desired;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One worker's attempt to bring one enrollment to what it should be: asks the service step by step,
 * believes only definite answers, and ends with an outcome to report. Used once, by one thread.
 */
final class Attempt {

  /**
   * Delete, create, and a conflict cleared twice: more than that in one attempt is a service that
   * will not settle.
   */
  private static final int MOST_CALLS = 5;

  /** After so many failures in a row a create or a reset is given up; a delete never is. */
  private static final int MOST_FAILURES = 10;

  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  private final Enrollment before;
  private final Connector connector;
  private final Limits limits;
  private final Backoff backoff;
  private final InstantSource clock;

  private Observed observed;
  private boolean stale;
  private @Nullable String remoteId;

  /**
   * Whether a call of ours may have made what stands in the service: only then is a conflict ours.
   */
  private boolean mine;

  Attempt(
      Enrollment before, Connector connector, Limits limits, Backoff backoff, InstantSource clock) {
    this.before = before;
    this.connector = connector;
    this.limits = limits;
    this.backoff = backoff;
    this.clock = clock;
    this.observed = before.observed();
    this.stale = before.stale();
    this.remoteId = before.remoteId();
    this.mine = before.observed() != Observed.ABSENT || unsettled() != null;
  }

  Outcome run(Identity identity) {
    for (int call = 0; call < MOST_CALLS; call++) {
      if (satisfied()) {
        return converged();
      }
      if (!timeForACall()) {
        return retry("ran out of time before the next call", null);
      }
      Outcome end = step(identity);
      if (end != null) {
        return end;
      }
    }
    return satisfied() ? converged() : retry("the service did not settle", null);
  }

  private boolean satisfied() {
    return before.desired() == Desired.PRESENT
        ? observed == Observed.PRESENT && !stale
        : observed == Observed.ABSENT || observed == Observed.FOREIGN;
  }

  private Outcome converged() {
    Instant unsettled = unsettled();
    if (before.desired() == Desired.ABSENT && observed == Observed.ABSENT && unsettled != null) {
      return new Outcome.Retry(
          Observed.UNKNOWN,
          unsettled,
          "deleted; looked at again once a create that was under way cannot land any more",
          unsettled);
    }
    return new Outcome.Converged(observed, remoteId);
  }

  /** One call. Null where the attempt goes on. */
  private @Nullable Outcome step(Identity identity) {
    if (before.desired() == Desired.ABSENT) {
      return delete(identity);
    }
    return switch (observed) {
      case ABSENT -> create(identity);
      case UNKNOWN -> can(Capability.EXISTS) ? look(identity) : delete(identity);
      case PRESENT -> can(Capability.RESET) ? reset(identity) : delete(identity);
      case FOREIGN -> foreign();
    };
  }

  private @Nullable Outcome create(Identity identity) {
    return switch (connector.create(identity)) {
      case Reply.Done(String id) -> {
        observed = Observed.PRESENT;
        stale = false;
        remoteId = id;
        yield null;
      }
      case Reply.Conflict conflict when mine -> {
        observed = Observed.UNKNOWN;
        yield null;
      }
      case Reply.Conflict conflict -> foreign();
      case Reply.Absent absent -> unknown("create answered as if the account should exist");
      case Reply.Rejected(String reason) -> new Outcome.Failed(Observed.ABSENT, reason);
      case Reply.NotDone(String reason, Duration after) -> retry(reason, after);
      case Reply.Unknown(String reason) -> unknown(reason);
    };
  }

  private Outcome foreign() {
    return new Outcome.Failed(
        Observed.FOREIGN, "an account of that name was there already; it is not ours and stays");
  }

  private @Nullable Outcome delete(Identity identity) {
    return switch (connector.delete(identity)) {
      case Reply.Done done -> can(Capability.EXISTS) ? confirmGone(identity) : gone();
      case Reply.Absent absent -> gone();
      case Reply.Conflict(String reason) -> retry(reason, null);
      case Reply.Rejected(String reason) -> new Outcome.Failed(observed, reason);
      case Reply.NotDone(String reason, Duration after) -> retry(reason, after);
      case Reply.Unknown(String reason) -> retry(reason, null);
    };
  }

  /**
   * A service that can be asked is asked: one that says "deleted" and still has the account is not
   * believed.
   */
  private @Nullable Outcome confirmGone(Identity identity) {
    return connector.exists(identity) instanceof Reply.Absent
        ? gone()
        : retry("the service says that it deleted the account, and still has it", null);
  }

  private @Nullable Outcome gone() {
    observed = Observed.ABSENT;
    stale = false;
    remoteId = null;
    return null;
  }

  private @Nullable Outcome look(Identity identity) {
    return switch (connector.exists(identity)) {
      case Reply.Done(String id) -> {
        observed = Observed.PRESENT;
        remoteId = id;
        yield null;
      }
      case Reply.Absent absent -> gone();
      case Reply.Conflict(String reason) -> retry(reason, null);
      case Reply.Rejected(String reason) -> new Outcome.Failed(observed, reason);
      case Reply.NotDone(String reason, Duration after) -> retry(reason, after);
      case Reply.Unknown(String reason) -> retry(reason, null);
    };
  }

  private @Nullable Outcome reset(Identity identity) {
    return switch (connector.reset(identity)) {
      case Reply.Done done -> {
        stale = false;
        yield null;
      }
      case Reply.Absent absent -> gone();
      case Reply.Conflict(String reason) -> retry(reason, null);
      case Reply.Rejected(String reason) -> new Outcome.Failed(observed, reason);
      case Reply.NotDone(String reason, Duration after) -> retry(reason, after);
      case Reply.Unknown(String reason) -> retry(reason, null);
    };
  }

  private Outcome unknown(String reason) {
    observed = Observed.UNKNOWN;
    return failed(reason, null, clock.instant().plus(limits.timeout()));
  }

  private Outcome retry(String reason, @Nullable Duration after) {
    return failed(reason, after, unsettled());
  }

  private Outcome failed(
      String reason, @Nullable Duration after, @Nullable Instant unsettledUntil) {
    int failures = before.failures() + 1;
    if (before.desired() == Desired.PRESENT && failures >= MOST_FAILURES) {
      return new Outcome.Failed(
          observed, "given up after " + failures + " attempts; the last one said: " + reason);
    }
    return new Outcome.Retry(
        observed, clock.instant().plus(pause(failures, after)), reason, unsettledUntil);
  }

  private Duration pause(int failures, @Nullable Duration asked) {
    Duration own = backoff.after(failures);
    if (asked == null || asked.compareTo(own) <= 0) {
      return own;
    }
    return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
  }

  /** Until when a create of an earlier attempt could still take effect; null where none can. */
  private @Nullable Instant unsettled() {
    Instant until = before.unsettledUntil();
    return until != null && clock.instant().isBefore(until) ? until : null;
  }

  private boolean timeForACall() {
    Instant end = before.dueAt();
    return end == null || !clock.instant().plus(limits.timeout()).isAfter(end);
  }

  private boolean can(Capability capability) {
    return connector.capabilities().contains(capability);
  }
}
