package dev.testaccounts.core.job;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How fast the accounts of a pool change hands: so many accounts, each held so long, fall free at
 * so many a second (Little's law). How long they are held is told by the pool's latest leases;
 * where none has ended yet, by what the pool says. Between two leases an account rests as long as
 * the pool has it cool down; those that rest now are the first to come. Thread-safe.
 */
public final class Turnover {

  private static final int LATEST = 100;

  private final LeaseStore leases;
  private final AccountStore accounts;
  private final InstantSource clock;

  public Turnover(LeaseStore leases, AccountStore accounts, InstantSource clock) {
    this.leases = leases;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * What is known of a pool.
   *
   * @param turn how long an account is held and then rests, as a rule
   * @param accounts how many accounts are leased in turn, at least 1
   * @param resting how much longer those rest that are free, the shortest first
   */
  record Pace(Duration turn, long accounts, List<Duration> resting) {

    /** When so many accounts will have been handed out, from now on. */
    Duration until(int count) {
      return count <= resting.size()
          ? resting.get(count - 1)
          : turn.multipliedBy(count).dividedBy(accounts);
    }
  }

  Pace of(Pool pool) {
    Duration turn = held(pool).plus(pool.spec().rotation().coolDown());
    return new Pace(turn, Math.max(1, inTurn(accounts.census(pool.id()))), resting(pool));
  }

  /** Where nothing rests, what is free is no use to who waits: he wants others. */
  private List<Duration> resting(Pool pool) {
    Rotation rotation = pool.spec().rotation();
    if (rotation.coolDown().isZero()) {
      return List.of();
    }
    Instant since = rotation.freeSince(clock.instant());
    return accounts.usedAndFreeSince(pool.id(), since, LATEST).stream()
        .map(each -> Duration.between(since, each))
        .toList();
  }

  private Duration held(Pool pool) {
    LeaseStore.Filter filter = new LeaseStore.Filter(pool.id(), null, null, Map.of());
    List<Duration> times =
        leases.leases(pool.project(), filter, Page.Request.first(LATEST)).items().stream()
            .flatMap(Turnover::time)
            .toList();
    return times.isEmpty()
        ? pool.spec().ttl()
        : times.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(times.size());
  }

  private static Stream<Duration> time(Lease lease) {
    Instant ended = lease.endedAt();
    return ended == null ? Stream.empty() : Stream.of(Duration.between(lease.acquiredAt(), ended));
  }

  private static long inTurn(Map<AccountState, Long> census) {
    return Stream.of(
            AccountState.PENDING, AccountState.FREE, AccountState.LEASED, AccountState.CLEANING)
        .map(census::get)
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .sum();
  }
}
