package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.Id;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Which waiting leases this transaction granted, and who in this process waits for them. Granted by
 * the writing thread; awaited by any.
 */
final class Grants {

  private final List<Id> granted = new ArrayList<>();
  private final Map<Id, CountDownLatch> awaited = new ConcurrentHashMap<>();

  void granted(Id lease) {
    granted.add(lease);
  }

  /** The transaction is durable: wakes those who wait. */
  void committed() {
    granted.forEach(
        lease -> {
          CountDownLatch latch = awaited.get(lease);
          if (latch != null) {
            latch.countDown();
          }
        });
    granted.clear();
  }

  /** The transaction was rolled back: nothing was granted. */
  void forget() {
    granted.clear();
  }

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
