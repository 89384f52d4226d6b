package dev.testaccounts.core.job;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Has free accounts deleted that their pool does not hand out any more. Nobody gets such an account
 * meanwhile, so there is no hurry: only draining pools are looked at in each round. Used by one
 * thread.
 */
public final class Retirements {

  private static final int CHUNK = 500;
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final PoolStore pools;
  private final InstantSource clock;
  private final Runnable wake;
  private Instant next = Instant.MIN;

  /**
   * @param wake called when there is new work for the reconciler
   */
  public Retirements(PoolStore pools, InstantSource clock, Runnable wake) {
    this.pools = pools;
    this.clock = clock;
    this.wake = wake;
  }

  /** One round, a chunk for each pool at most. Returns how many accounts it retired. */
  public int sweep() {
    Instant now = clock.instant();
    boolean all = !now.isBefore(next);
    List<Pool> due = pools.allPools().stream().filter(pool -> isDue(pool, all)).toList();
    boolean more = false;
    int retired = 0;
    for (Pool pool : due) {
      int chunk = retire(pool, now);
      more |= chunk == CHUNK;
      retired += chunk;
    }
    if (all && !more) {
      next = now.plus(EVERY);
    }
    if (retired > 0) {
      wake.run();
    }
    return retired;
  }

  private static boolean isDue(Pool pool, boolean all) {
    return pool.spec().rotation().draining() || (all && pool.spec().rotation().retiresAny());
  }

  private int retire(Pool pool, Instant now) {
    return pools.retire(pool, Principal.system(pool.project()).name(), now, CHUNK);
  }
}
