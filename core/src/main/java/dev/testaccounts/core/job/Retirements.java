package dev.testaccounts.core.job;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Has free accounts deleted that their pool does not hand out any more, and removes the pools that
 * were to go once they are empty. Nobody gets such an account meanwhile, so there is no hurry: only
 * draining pools are looked at in each round. Used by one thread.
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
      leave(pool, now);
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

  /** Whoever changed it since was first: the next round looks again. */
  private void leave(Pool pool, Instant now) {
    if (pool.leaving() && pools.existing(pool.id()) == 0) {
      Event event =
          new Event(
              pool.project(),
              now,
              Principal.system(pool.project()).name(),
              Event.Kind.POOL_REMOVED,
              null,
              null,
              null,
              Map.of("pool", pool.name()));
      pools.remove(pool, event);
    }
  }

  private int retire(Pool pool, Instant now) {
    return pools.retire(pool, Principal.system(pool.project()).name(), now, CHUNK);
  }
}
