package dev.testaccounts.app;

import dev.testaccounts.core.job.Waiting;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits by looking again every few milliseconds; cheap on a virtual thread, and right with several
 * replicas too.
 */
final class Poll implements Waiting {

  private static final Duration EVERY = Duration.ofMillis(5);

  @Override
  public boolean until(BooleanSupplier condition, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(EVERY.toNanos());
    }
    return true;
  }
}
