package dev.testaccounts.core.job;

import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.job.Certificate.Step;
import dev.testaccounts.core.job.Certificate.Verdict;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The life of one probe account in a service: each step is made where the connector can and what
 * came before allows it. Used once, by one thread.
 */
final class Probe {

  /**
   * How long a service may take to delete what it said that it deleted: some do it at intervals.
   */
  static final Duration PATIENCE = Duration.ofSeconds(150);

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

  private final Connector connector;
  private final Waiting waiting;
  private final InstantSource clock;
  private final BooleanSupplier maintenance;
  private final Instant end;
  private final Duration timeout;
  private final List<Step> steps = new ArrayList<>();

  /** What is known of the probe. */
  private Observed observed = Observed.ABSENT;

  private @Nullable String remoteId;

  /** Whether the probe has the new password. */
  private boolean reset;

  /** Until when a create without an answer could still take effect; null where none can. */
  private @Nullable Instant unsettled;

  /**
   * @param end when no step begins any more
   * @param timeout how long after a call without an answer it can still take effect
   */
  Probe(
      Connector connector,
      Waiting waiting,
      InstantSource clock,
      BooleanSupplier maintenance,
      Instant end,
      Duration timeout) {
    this.connector = connector;
    this.waiting = waiting;
    this.clock = clock;
    this.maintenance = maintenance;
    this.end = end;
    this.timeout = timeout;
  }

  /**
   * All steps, in their order.
   *
   * @param later the same account with another password, which a reset gives it
   */
  List<Step> run(Identity first, Identity later) {
    String missing = missing(Capability.CHECK);
    step("check", missing, () -> Finding.done(connector.check()));
    step("create", null, () -> create(first));
    use(first.called(remoteId), later.called(remoteId));
    remove(reset ? later.called(remoteId) : first.called(remoteId));
    return List.copyOf(steps);
  }

  /** The one step of making the account, for the sake of a service that depends on this one. */
  Step make(String name, Identity identity) {
    step(name, null, () -> create(identity));
    return steps.getLast();
  }

  /** Removes it again, and reads back that it is gone. The step that failed, else the last. */
  Step unmake(String name, Identity identity) {
    step(name, null, () -> delete(identity));
    Step deleted = steps.getLast();
    if (deleted.verdict() == Verdict.FAILED || missing(Capability.EXISTS) != null) {
      return deleted;
    }
    step(name, null, () -> confirmGone(identity));
    return steps.getLast().verdict() == Verdict.FAILED ? steps.getLast() : deleted;
  }

  /** What the service called it when it was created; null where it did not say. */
  @Nullable String remoteId() {
    return remoteId;
  }

  /** Whether there is nothing to be removed. */
  boolean isGone() {
    return outcome() instanceof Outcome.Converged;
  }

  private void use(Identity first, Identity later) {
    step("read back", lacking(Capability.EXISTS), () -> Finding.done(connector.exists(first)));
    step("sign in", lacking(Capability.SIGN_IN), () -> Finding.letIn(connector.signIn(first)));
    step("reset", lacking(Capability.RESET), () -> reset(later));
    step(
        "sign in with the new password",
        lackingAfterReset(),
        () -> Finding.letIn(connector.signIn(later)));
    step(
        "sign in with the old password",
        lackingAfterReset(),
        () -> Finding.keptOut(connector.signIn(first)));
    step("list", lacking(Capability.LIST), () -> listed(first.username()));
  }

  private void remove(Identity identity) {
    boolean nothing = observed == Observed.ABSENT || observed == Observed.FOREIGN;
    String reason = nothing ? "there is no account of ours to delete" : null;
    step("delete", reason, () -> delete(identity));
    step(
        "read back that it is gone",
        reason == null ? missing(Capability.EXISTS) : reason,
        () -> confirmGone(identity));
    step("delete again", reason, () -> Finding.gone(connector.delete(identity)));
  }

  private Finding create(Identity identity) {
    Reply reply = connector.create(identity);
    switch (reply) {
      case Reply.Done(String id) -> {
        observed = Observed.PRESENT;
        remoteId = id;
      }
      case Reply.Conflict conflict -> observed = Observed.FOREIGN;
      case Reply.Absent absent -> mayLand();
      case Reply.Unknown unknown -> mayLand();
      case Reply.Rejected rejected -> observed = Observed.ABSENT;
      case Reply.NotDone notDone -> observed = Observed.ABSENT;
      case Reply.Held held -> observed = Observed.ABSENT;
    }
    return Finding.done(reply);
  }

  private void mayLand() {
    observed = Observed.UNKNOWN;
    unsettled = clock.instant().plus(timeout);
  }

  private Finding reset(Identity identity) {
    Finding finding = Finding.done(connector.reset(identity));
    reset = finding.verdict() == Verdict.OK;
    return finding;
  }

  /** Whether the service tells of the account, in whichever part of its list. */
  private Finding listed(String username) {
    String from = null;
    int parts = 0;
    while (clock.instant().isBefore(end)) {
      switch (connector.list(from)) {
        case Listing.Untold(Reply reply) -> {
          return Finding.failed(Finding.words(reply));
        }
        case Listing.Part(var accounts, String next) -> {
          parts++;
          if (accounts.stream().anyMatch(each -> each.username().equals(username))) {
            return Finding.ok("listed in part " + parts);
          }
          if (next == null || next.equals(from)) {
            return Finding.failed("it is in none of the " + parts + " parts of the list");
          }
          from = next;
        }
      }
    }
    return Finding.failed(
        "it was not in the first " + parts + " parts; there was no time for more");
  }

  /** A service that can be asked is asked later; what it says now is not believed until then. */
  private Finding delete(Identity identity) {
    boolean expected = observed == Observed.PRESENT;
    Reply reply = connector.delete(identity);
    if (reply instanceof Reply.Done || reply instanceof Reply.Absent) {
      observed = missing(Capability.EXISTS) == null ? Observed.UNKNOWN : Observed.ABSENT;
    }
    return expected ? Finding.done(reply) : Finding.gone(reply);
  }

  /**
   * Some services delete a while after they said so, and some take one delete to lock the account
   * and another to remove it; one that lied still has it after all of them.
   */
  private Finding confirmGone(Identity identity) {
    Instant patience = earlier(clock.instant().plus(PATIENCE), end);
    Duration pause = PAUSE;
    int deletes = 1;
    Reply reply = connector.exists(identity);
    while (reply instanceof Reply.Done
        && clock.instant().isBefore(patience)
        && !maintenance.getAsBoolean()
        && paused(pause)) {
      var _ = connector.delete(identity);
      deletes++;
      reply = connector.exists(identity);
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    }
    Finding finding = Finding.absent(reply, deletes);
    observed = finding.verdict() == Verdict.OK ? Observed.ABSENT : Observed.UNKNOWN;
    return finding;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** False where the wait was cut short, as it is when the server stops. */
  private boolean paused(Duration pause) {
    Instant begin = clock.instant();
    waiting.until(() -> false, pause);
    return !clock.instant().isBefore(begin.plus(pause));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private @Nullable String missing(Capability capability) {
    return connector.capabilities().contains(capability)
        ? null
        : "the service declares no " + capability.word();
  }

  private @Nullable String lacking(Capability capability) {
    return observed == Observed.PRESENT ? missing(capability) : "there is no account to try it on";
  }

  private @Nullable String lackingAfterReset() {
    return reset ? missing(Capability.SIGN_IN) : "there was no reset";
  }

  private void step(String name, @Nullable String skipped, Supplier<Finding> what) {
    Instant begin = clock.instant();
    Finding finding = skipped == null ? tried(what, begin) : new Finding(Verdict.SKIPPED, skipped);
    steps.add(
        new Step(
            name, finding.verdict(), finding.detail(), Duration.between(begin, clock.instant())));
  }

  private Finding tried(Supplier<Finding> what, Instant now) {
    if (maintenance.getAsBoolean()) {
      return Finding.failed("not tried: the service is in maintenance");
    }
    return now.isBefore(end)
        ? what.get()
        : Finding.failed("not tried: the steps before took all the time there is");
  }

  /** What a worker would report of the probe now. */
  Outcome outcome() {
    boolean gone = observed == Observed.ABSENT && unsettled == null;
    if (gone || observed == Observed.FOREIGN) {
      return new Outcome.Converged(observed, null);
    }
    Observed known = observed == Observed.ABSENT ? Observed.UNKNOWN : observed;
    Instant at = unsettled == null ? clock.instant() : unsettled;
    return new Outcome.Retry(known, at, "the probe is still to be removed", unsettled);
  }
}
