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
import dev.testaccounts.core.service.SignIn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One worker's attempt to bring one enrollment to what it should be: asks the service step by step,
 * believes only definite answers, and ends with an outcome to report. Used once, by one thread.
 */
final class Attempt {

  /**
   * Delete, make sure, create, look at a conflict, and once more, and prove it: beyond that the
   * service will not settle.
   */
  private static final int MOST_CALLS = 10;

  /**
   * A service that deletes at intervals has a few minutes: after so many failures its pauses are at
   * least this long.
   */
  private static final int MOST_QUICK_LOOKS = 4;

  private static final Duration SLOW_LOOK = Duration.ofSeconds(30);

  private final Enrollment before;
  private final Connector connector;
  private final Limits limits;
  private final InstantSource clock;
  private final Endings ends;

  /** Asked before each call: a service may be taken into maintenance between two of them. */
  private final BooleanSupplier maintenance;

  /**
   * Until when a call of an earlier attempt could still take effect; null where none can. It stands
   * for the whole attempt: what was seen before then proves nothing afterwards.
   */
  private final @Nullable Instant unsettled;

  private Observed observed;
  private boolean stale;

  /**
   * The service said that there is no such account, and is yet to be asked: what there is to say of
   * it where there is one. Null where it is believed.
   */
  private @Nullable String doubt;

  /** The account is yet to be read back: the service said that it reset it. */
  private boolean toldReset;

  /** The account is yet to be signed in with; only where the service has a sign-in. */
  private boolean unproven;

  /** Whether this attempt set the password: a refused sign-in then cannot be mended by that. */
  private boolean passwordSet;

  private @Nullable String remoteId;

  /**
   * Whether a call of ours may have made what stands in the service: only then is a conflict ours.
   */
  private boolean mine;

  /**
   * Whether the service showed that something of ours stands there, and no delete was made since:
   * it is not gone because the service says so next.
   */
  private boolean seen;

  /** Whether the name may be a person's, where the service cannot be asked. */
  private boolean ambiguous;

  Attempt(
      Enrollment before,
      Connector connector,
      Limits limits,
      Backoff backoff,
      InstantSource clock,
      BooleanSupplier maintenance) {
    this.before = before;
    this.connector = connector;
    this.limits = limits;
    this.clock = clock;
    this.maintenance = maintenance;
    this.observed = before.observed();
    this.stale = before.stale();
    this.remoteId = before.remoteId();
    Instant until = before.unsettledUntil();
    this.unsettled = until != null && clock.instant().isBefore(until) ? until : null;
    this.mine = before.observed().mayBeOurs() || unsettled != null;
    this.ends = new Endings(before, limits, backoff, clock, unsettled, this::provenOrUnknown);
  }

  /**
   * @param given whether the name may be somebody else's: after a create of which nobody knows what
   *     came, theirs would pass for ours where the service cannot be asked
   */
  Outcome run(Identity identity, boolean given) {
    ambiguous = given && mine && !stale && !can(Capability.EXISTS);
    for (int call = 0; call < MOST_CALLS; call++) {
      if (satisfied()) {
        return converged();
      }
      if (maintenance.getAsBoolean()) {
        return ends.deferred("the service is in maintenance", clock.instant());
      }
      if (!timeForACall()) {
        return outOfTime(call);
      }
      Outcome end = step(identity.called(remoteId));
      if (end != null) {
        return end;
      }
    }
    return satisfied() ? converged() : ends.retry("the service did not settle", null);
  }

  private boolean satisfied() {
    return before.desired() == Desired.PRESENT
        ? observed == Observed.PRESENT && !stale && !toldReset && !unproven
        : !observed.mayBeOurs();
  }

  private Outcome converged() {
    if (before.desired() == Desired.ABSENT && observed == Observed.ABSENT && unsettled != null) {
      return new Outcome.Retry(
          Observed.UNKNOWN,
          unsettled,
          "deleted; looked at again once a create that was under way cannot land any more",
          unsettled);
    }
    return new Outcome.Converged(observed, remoteId, unsettled);
  }

  /** One call. Null where the attempt goes on. */
  private @Nullable Outcome step(Identity identity) {
    if (doubt != null) {
      return confirmGone(identity, doubt);
    }
    if (before.desired() == Desired.ABSENT) {
      return delete(identity);
    }
    return switch (observed) {
      case UNASKED -> can(Capability.EXISTS) ? ask(identity) : new Outcome.Asked();
      case ABSENT -> create(identity);
      case UNKNOWN -> settle(identity);
      case PRESENT -> stale ? clean(identity) : prove(identity);
      case FOREIGN -> foreign("");
    };
  }

  /**
   * Whether an earlier call that may still take effect can be a delete or a reset, which would undo
   * what is done now. The very first attempt on a new account makes neither: what it left behind is
   * no reason to wait.
   */
  private boolean settlesFirst() {
    return unsettled != null && (before.stale() || before.attempts() > 2);
  }

  private Outcome waits() {
    return ends.deferred(
        "goes on once a delete or reset that may be under way cannot land any more",
        unsettled == null ? clock.instant() : unsettled);
  }

  /** What waited too long for its place was not tried: that is no failure of the service's. */
  private Outcome outOfTime(int calls) {
    return calls == 0
        ? ends.deferred("found no place before its claim ran out", clock.instant())
        : ends.retry("ran out of time before the next call", null);
  }

  /** A service that cannot be asked begins anew; what may be a person's is not deleted for that. */
  private @Nullable Outcome settle(Identity identity) {
    if (can(Capability.EXISTS)) {
      return look(identity);
    }
    return ambiguous ? create(identity) : delete(identity);
  }

  /** Whoever has the name by now is somebody else. */
  private Outcome ask(Identity identity) {
    return switch (connector.exists(identity)) {
      case Reply.Done _, Reply.Conflict _ -> foreign("");
      // Made by the next attempt, whose claim says that it may have been: this one's does not.
      case Reply.Absent absent -> new Outcome.Asked();
      case Reply other -> ends.failure(other);
    };
  }

  private @Nullable Outcome create(Identity identity) {
    if (settlesFirst()) {
      return waits();
    }
    return switch (connector.create(identity)) {
      case Reply.Done(String id) -> {
        observed = Observed.PRESENT;
        remoteId = id;
        nowHasPassword();
        yield null;
      }
      case Reply.Conflict conflict when ambiguous ->
          ends.forGood(
              Observed.UNKNOWN,
              "the name is taken, and nobody can tell by whom: an answer to a create of ours was"
                  + " lost, and the service cannot be asked; look there, and retry or delete the"
                  + " account only if it is a test's");
      case Reply.Conflict conflict when mine -> {
        observed = Observed.UNKNOWN;
        seen = true;
        yield null;
      }
      case Reply.Conflict(String reason) -> foreign(": " + reason);
      case Reply.Absent absent -> unknown("create answered as if the account should exist", null);
      case Reply.Unknown(String reason, Duration after) -> unknown(reason, after);
      case Reply other -> ends.failure(other);
    };
  }

  /**
   * @param why what the service said, as it can be read otherwise than it was meant
   */
  private Outcome foreign(String why) {
    return new Outcome.Failed(
        Observed.FOREIGN,
        "an account of that name was there already; it is not ours and stays" + why);
  }

  private @Nullable Outcome delete(Identity identity) {
    return switch (connector.delete(identity)) {
      case Reply.Done done -> {
        seen = false;
        yield saidGone("says that it deleted the account");
      }
      case Reply.Absent absent -> saidGone("answers a delete as if there was no such account");
      case Reply.Unknown unknown when before.desired() == Desired.PRESENT ->
          ends.undecided(unknown);
      case Reply other -> ends.failure(other);
    };
  }

  /**
   * A service that can be asked is asked: one that says that there is no account, and has it, is
   * not believed.
   */
  private @Nullable Outcome saidGone(String what) {
    if (!can(Capability.EXISTS)) {
      return gone();
    }
    observed = Observed.UNKNOWN;
    doubt = "the service " + what + ", and still has it";
    return null;
  }

  /** Where somebody else has the name, ours is gone. */
  private @Nullable Outcome confirmGone(Identity identity, String reason) {
    doubt = null;
    return switch (connector.exists(identity)) {
      case Reply.Absent _, Reply.Conflict _ -> gone();
      case Reply.Done done ->
          ends.retry(reason, before.failures() < MOST_QUICK_LOOKS ? null : SLOW_LOOK);
      case Reply other -> ends.failure(other);
    };
  }

  /**
   * What is stale stays so until a create or a reset of ours succeeds: what else appears under the
   * name may have an older password.
   */
  private @Nullable Outcome gone() {
    observed = Observed.ABSENT;
    remoteId = null;
    toldReset = false;
    unproven = false;
    return null;
  }

  private @Nullable Outcome look(Identity identity) {
    return switch (connector.exists(identity)) {
      case Reply.Done(String id) -> {
        observed = Observed.PRESENT;
        unproven = can(Capability.SIGN_IN);
        remoteId = id == null ? remoteId : id;
        seen = true;
        yield null;
      }
      case Reply.Absent absent -> gone();
      case Reply.Conflict(String reason) -> foreign(": " + reason);
      case Reply other -> ends.failure(other);
    };
  }

  private void nowHasPassword() {
    stale = false;
    seen = true;
    passwordSet = true;
    unproven = can(Capability.SIGN_IN);
  }

  /** What the service said is not enough, where it can be seen. */
  private @Nullable Outcome prove(Identity identity) {
    return toldReset ? readBack(identity) : signIn(identity);
  }

  private @Nullable Outcome readBack(Identity identity) {
    toldReset = false;
    return switch (connector.exists(identity)) {
      case Reply.Done done -> null;
      case Reply.Absent absent -> gone();
      case Reply other -> {
        toldReset = true;
        yield ends.failure(other);
      }
    };
  }

  /** An account that is not let in has another password: it gets ours, or nobody gets it. */
  private @Nullable Outcome signIn(Identity identity) {
    return switch (connector.signIn(identity)) {
      case SignIn.In in -> {
        unproven = false;
        yield null;
      }
      case SignIn.Refused(String reason) when passwordSet -> ends.retry(reason, null);
      case SignIn.Refused refused -> {
        stale = true;
        yield null;
      }
      case SignIn.Untold(Reply reply) -> ends.failure(reply);
    };
  }

  private @Nullable Outcome clean(Identity identity) {
    if (!can(Capability.RESET)) {
      return delete(identity);
    }
    return settlesFirst() ? waits() : reset(identity);
  }

  private @Nullable Outcome reset(Identity identity) {
    return switch (connector.reset(identity)) {
      case Reply.Done done -> {
        toldReset = can(Capability.EXISTS);
        nowHasPassword();
        yield null;
      }
      case Reply.Absent absent -> saidGone("answers a reset as if there was no such account");
      case Reply.Unknown unknown -> ends.undecided(unknown);
      case Reply other -> ends.failure(other);
    };
  }

  private Outcome unknown(String reason, @Nullable Duration after) {
    observed = Observed.UNKNOWN;
    return ends.unanswered(reason, after);
  }

  /** Nothing is absent while a call of ours may still land, nor ready that was not proven. */
  private Observed provenOrUnknown(@Nullable Instant unsettledUntil) {
    boolean mayLand = observed == Observed.ABSENT && (unsettledUntil != null || seen);
    boolean notReady = observed == Observed.PRESENT && (unproven || stale) && !before.stale();
    return mayLand || notReady ? Observed.UNKNOWN : observed;
  }

  private boolean timeForACall() {
    return before.dueAt() == null
        || !clock.instant().plus(limits.longestCall()).isAfter(before.dueAt());
  }

  private boolean can(Capability capability) {
    return connector.capabilities().contains(capability);
  }
}
