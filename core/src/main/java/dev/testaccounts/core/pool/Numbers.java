package dev.testaccounts.core.pool;

import dev.testaccounts.core.kernel.Id;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The numbers of pools: each is given out once, by whichever server. A server takes a hundred of
 * them at a time; those that it has left when it ends are never given out. Thread-safe.
 */
public final class Numbers {

  private static final int AT_A_TIME = 100;

  private final PoolStore store;
  private final Map<Id, Taken> taken = new ConcurrentHashMap<>();

  public Numbers(PoolStore store) {
    this.store = store;
  }

  /** A number of a pool that nobody had before; 1 is the first. */
  public long next(Id pool) {
    return taken.computeIfAbsent(pool, Taken::new).next(store);
  }

  private static final class Taken {
    private final Id pool;
    private final Lock lock = new ReentrantLock();
    private long next = 1;
    private long last;

    Taken(Id pool) {
      this.pool = pool;
    }

    long next(PoolStore store) {
      lock.lock();
      try {
        if (next > last) {
          last = store.numbers(pool, AT_A_TIME);
          next = last - AT_A_TIME + 1;
        }
        return next++;
      } finally {
        lock.unlock();
      }
    }
  }
}
