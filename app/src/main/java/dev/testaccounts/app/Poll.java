package dev.testaccounts.app;

import dev.testaccounts.core.job.Waiting;
import dev.testaccounts.web.Pause;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits by looking again every few milliseconds; cheap on a virtual thread, and right with several
 * replicas too. Closing it ends every waiting at once. Thread-safe.
 */
final class Poll implements Waiting, Pause, AutoCloseable {

  private static final long EVERY_MILLIS = 5;

  private final CountDownLatch stopping = new CountDownLatch(1);

  @Override
  public boolean until(BooleanSupplier condition, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end >= 0 || stopsWithin(EVERY_MILLIS)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean pause(Duration time) {
    return !stopsWithin(time.toMillis());
  }

  private boolean stopsWithin(long millis) {
    try {
      return stopping.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    stopping.countDown();
  }
}
