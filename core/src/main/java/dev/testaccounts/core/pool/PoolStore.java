package dev.testaccounts.core.pool;

import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.service.ServiceStore.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: keeps pools. Every write takes its event into the same commit. Thread-safe. */
public interface PoolStore {

  Optional<Pool> pool(String project, String name);

  Optional<Pool> pool(Id id);

  /** Pools of a project by name. */
  Page<Pool> pools(String project, Page.Request page);

  /** Every pool of every project. */
  List<Pool> allPools();

  /** How many accounts of a pool exist, in whatever state but deleted. */
  int existing(Id pool);

  /**
   * Has free accounts deleted that {@link Rotation#retires} says are not handed out any more, each
   * with its event; those that wait for the lease they were made for are none of them.
   *
   * @return how many it were, {@code limit} at most
   */
  int retire(Pool pool, String actor, Instant now, int limit);

  /**
   * Gives out numbers of a pool that follow each other and were never given out before, also where
   * the pool was removed meanwhile.
   *
   * @param count how many, at least 1
   * @return the last of them
   */
  long numbers(Id pool, int count);

  Write insert(Pool pool, Event event);

  /** Replaces a pool where its version is still the one before {@code pool.version()}. */
  Write update(Pool pool, Event event);

  /** Removes a pool that has no accounts any more. */
  Write remove(Pool pool, Event event);
}
