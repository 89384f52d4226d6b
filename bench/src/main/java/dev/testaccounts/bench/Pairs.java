package dev.testaccounts.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** So many callers that lease and release, one pair after the other each. */
final class Pairs {

  private Pairs() {}

  /**
   * Returns how many pairs a second.
   *
   * @param pair leases and releases once
   * @throws IllegalStateException where one of them did not come off
   */
  static double perSecond(int callers, int count, Runnable pair) throws InterruptedException {
    AtomicInteger left = new AtomicInteger(count);
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = 0; i < callers; i++) {
      threads.add(Thread.startVirtualThread(() -> all(left, failure, pair)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure.get() != null) {
      throw new IllegalStateException("a pair did not come off", failure.get());
    }
    return count / ((System.nanoTime() - begin) / 1e9);
  }

  private static void all(
      AtomicInteger left, AtomicReference<RuntimeException> failure, Runnable pair) {
    try {
      while (left.getAndDecrement() > 0) {
        pair.run();
      }
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }
}
