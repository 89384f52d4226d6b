package dev.testaccounts.core.job;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.AccountLedger;
import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.QueueStore;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Keeps {@code min} accounts free in each pool, and one more for each request that waits: makes
 * what is missing, never more than the pool may have. What is being made or cleaned counts as free,
 * because it soon will be. A pool with as many quarantined accounts as it should have free ones
 * gets them only for those who wait: what ails the old ones would ail the new ones, and nobody is
 * there to say otherwise. Thread-safe.
 */
public final class Replenisher {

  private static final int CHUNK = 250;

  private final PoolStore pools;
  private final QueueStore queue;
  private final JobStore jobs;
  private final AccountStore accounts;
  private final AccountLedger ledger;
  private final AccountDrafts drafts;
  private final InstantSource clock;
  private final Runnable wake;

  /**
   * @param wake called when there is new work for the reconciler
   */
  public Replenisher(
      PoolStore pools,
      QueueStore queue,
      JobStore jobs,
      AccountStore accounts,
      AccountLedger ledger,
      AccountDrafts drafts,
      InstantSource clock,
      Runnable wake) {
    this.pools = pools;
    this.queue = queue;
    this.jobs = jobs;
    this.accounts = accounts;
    this.ledger = ledger;
    this.drafts = drafts;
    this.clock = clock;
    this.wake = wake;
  }

  /** One round, a chunk for each pool at most. Returns how many accounts it began. */
  public int replenish() {
    Map<Id, Integer> waiting = queue.waiting();
    int begun =
        pools.allPools().stream()
            .mapToInt(pool -> replenish(pool, waiting.getOrDefault(pool.id(), 0)))
            .sum();
    if (begun > 0) {
      wake.run();
    }
    return begun;
  }

  private int replenish(Pool pool, int waiting) {
    int wanted = pool.spec().rotation().draining() ? 0 : pool.spec().min() + waiting;
    return wanted == 0 ? 0 : begin(pool, missing(wanted, waiting, accounts.census(pool.id())));
  }

  /** How many accounts a pool lacks that should have so many free, some of them for who waits. */
  private static int missing(int wanted, int waiting, Map<AccountState, Long> census) {
    long coming =
        count(census, AccountState.FREE)
            + count(census, AccountState.PENDING)
            + count(census, AccountState.CLEANING);
    boolean ailing = count(census, AccountState.QUARANTINED) >= wanted;
    return (int) Math.max(0, (ailing ? waiting : wanted) - coming);
  }

  private static long count(Map<AccountState, Long> census, AccountState state) {
    return census.getOrDefault(state, 0L);
  }

  private int begin(Pool pool, int lacking) {
    // What a job is to make is coming, too.
    int missing = lacking == 0 ? 0 : (int) Math.max(0, lacking - jobs.promised(pool.id()));
    if (missing == 0) {
      return 0;
    }
    Instant now = clock.instant();
    return (int)
        ledger
            .intend(
                IntStream.range(0, Math.min(CHUNK, missing))
                    .mapToObj(each -> intent(pool, now))
                    .toList())
            .stream()
            .filter(Intended.DONE::equals)
            .count();
  }

  private AccountLedger.Intent intent(Pool pool, Instant now) {
    AccountDrafts.Purpose purpose =
        new AccountDrafts.Purpose(Map.of(), FailurePolicy.RETRY, null, null);
    EnrolledAccount due = Convergence.due(drafts.draft(pool, purpose, now), now);
    return new AccountLedger.Intent(
        due,
        pool.spec().max(),
        Intents.event(due.account(), Principal.system(pool.project()).name()));
  }
}
