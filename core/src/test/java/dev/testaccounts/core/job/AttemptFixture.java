package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.SettableClock.START;

import dev.testaccounts.core.account.Desired;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.memory.SettableClock;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What the tests of an attempt share: a clock, model services and enrollments in every condition.
 */
abstract class AttemptFixture {

  static final Limits LIMITS = new Limits(4, Duration.ofSeconds(5));
  static final Id ACCOUNT = Samples.id();
  static final Id SERVICE = Samples.id();

  final SettableClock clock = new SettableClock();

  /** Whether the service is in maintenance. */
  boolean maintenance;

  final ModelService plain = new ModelService(clock);
  final ModelService asking = new ModelService(clock, Capability.EXISTS);
  final ModelService able = new ModelService(clock, Capability.EXISTS, Capability.RESET);

  Instant retryAt(Reply reply) {
    Outcome outcome =
        run(new Scripted(Set.of(), reply, reply, reply, reply), wanted(Observed.ABSENT));
    return outcome instanceof Outcome.Deferred deferred
        ? deferred.at()
        : ((Outcome.Retry) outcome).at();
  }

  Outcome run(Connector connector, Enrollment before) {
    return run(connector, before, false);
  }

  Outcome run(Connector connector, Enrollment before, boolean given) {
    Identity identity = new Identity(ACCOUNT, "test_1", new Secret("secret"), null, Map.of(), null);
    Backoff backoff = new Backoff(new SplittableRandom(1));
    return new Attempt(before, connector, LIMITS, backoff, clock, () -> maintenance)
        .run(identity, given);
  }

  static Enrollment wanted(Observed observed) {
    return wanted(observed, null);
  }

  static Enrollment wanted(Observed observed, @Nullable Instant unsettled) {
    return enrollment(Desired.PRESENT, observed, false, 0, START.plusSeconds(30), unsettled);
  }

  static Enrollment used(Observed observed) {
    return used(observed, null);
  }

  static Enrollment used(Observed observed, @Nullable Instant unsettled) {
    return enrollment(Desired.PRESENT, observed, true, 0, START.plusSeconds(30), unsettled);
  }

  static Enrollment unwanted(Observed observed) {
    return unwanted(observed, null);
  }

  static Enrollment unwanted(Observed observed, @Nullable Instant unsettled) {
    return enrollment(Desired.ABSENT, observed, false, 0, START.plusSeconds(30), unsettled);
  }

  static Enrollment claimedUntil(Instant end) {
    return claimed(wanted(Observed.ABSENT), end);
  }

  static Enrollment claimed(Enrollment each, Instant end) {
    return enrollment(each.desired(), each.observed(), each.stale(), 0, end, each.unsettledUntil());
  }

  static Enrollment failures(Enrollment each, int failures) {
    return enrollment(
        each.desired(), each.observed(), each.stale(), failures, START.plusSeconds(30), null);
  }

  static Enrollment enrollment(
      Desired desired,
      Observed observed,
      boolean stale,
      int failures,
      Instant claimEnd,
      @Nullable Instant unsettled) {
    return new Enrollment(
        ACCOUNT, SERVICE, 0, desired, observed, stale, null, 1, true, failures, claimEnd, unsettled,
        null);
  }

  /** An earlier create, with the old password, lands right before the first create of ours. */
  record Landing(ModelService service) implements Connector {
    @Override
    public Set<Capability> capabilities() {
      return service.capabilities();
    }

    @Override
    public Reply create(Identity identity) {
      if (!service.calls.contains("create")) {
        service.accounts.put(identity.username(), "old");
      }
      return service.create(identity);
    }

    @Override
    public Reply delete(Identity identity) {
      return service.delete(identity);
    }

    @Override
    public Reply exists(Identity identity) {
      return service.exists(identity);
    }

    @Override
    public Reply reset(Identity identity) {
      return service.reset(identity);
    }
  }

  /** Says the same to everything, for ever. */
  record Scripted(
      Set<Capability> capabilities, Reply toCreate, Reply toDelete, Reply toExists, Reply toReset)
      implements Connector {
    @Override
    public Reply create(Identity identity) {
      return toCreate;
    }

    @Override
    public Reply delete(Identity identity) {
      return toDelete;
    }

    @Override
    public Reply exists(Identity identity) {
      return toExists;
    }

    @Override
    public Reply reset(Identity identity) {
      return toReset;
    }
  }
}
