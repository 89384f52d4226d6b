package dev.testaccounts.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

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
    List<Future<?>> all = new ArrayList<>();
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        all.add(threads.submit(() -> allOf(left, pair)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a pair did not come off", e.getCause());
    }
    return count / ((System.nanoTime() - begin) / 1e9);
  }

  private static void allOf(AtomicInteger left, Runnable pair) {
    while (left.getAndDecrement() > 0) {
      pair.run();
    }
  }
}
