package dev.testaccounts.core.job;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.pool.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How fast the accounts of a pool change hands: so many accounts, each held so long, fall free at
 * so many a second (Little's law). How long they are held is told by the pool's latest leases;
 * where none has ended yet, by what the pool says. Thread-safe.
 */
public final class Turnover {

  private static final int LATEST = 100;

  private final LeaseStore leases;
  private final AccountStore accounts;

  public Turnover(LeaseStore leases, AccountStore accounts) {
    this.leases = leases;
    this.accounts = accounts;
  }

  /**
   * What is known of a pool.
   *
   * @param held how long a lease lasts, as a rule
   * @param accounts how many accounts are leased in turn, at least 1
   */
  record Pace(Duration held, long accounts) {

    /** When the account falls free that the so-manieth of the queue will get, from now on. */
    Duration until(int position) {
      return held.multipliedBy(position).dividedBy(accounts);
    }
  }

  Pace of(Pool pool) {
    return new Pace(held(pool), Math.max(1, inTurn(accounts.census(pool.id()))));
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
