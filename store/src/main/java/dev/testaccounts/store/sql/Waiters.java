package dev.testaccounts.store.sql;

import dev.testaccounts.core.kernel.Id;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Who in this process waits for a lease. Thread-safe. */
public final class Waiters {

  private final Map<Id, CountDownLatch> awaited = new ConcurrentHashMap<>();

  /** The lease is granted, and durable. */
  public void wake(Id lease) {
    CountDownLatch latch = awaited.get(lease);
    if (latch != null) {
      latch.countDown();
    }
  }

  /** Blocks until somebody wakes it, but not longer than a time. */
  void await(Id lease, Duration longest) {
    CountDownLatch latch = awaited.computeIfAbsent(lease, id -> new CountDownLatch(1));
    try {
      boolean _ = latch.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      awaited.remove(lease, latch);
    }
  }
}
