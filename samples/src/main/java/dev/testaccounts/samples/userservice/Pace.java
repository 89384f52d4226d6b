package dev.testaccounts.samples.userservice;

import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How long a call waits before it takes effect. Closing wakes all that wait. */
final class Pace {
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile long nanos;

  Pace(Duration latency) {
    set(latency);
  }

  void set(Duration latency) {
    if (latency.isNegative() || latency.compareTo(UserService.MOST_LATENCY) > 0) {
      throw new IllegalArgumentException(
          "latency is 0 to " + UserService.MOST_LATENCY.toMillis() + " ms, not " + latency);
    }
    nanos = latency.toNanos();
  }

  /** Waits; when the service closes meanwhile, the call ends here, without effect or answer. */
  void delay() {
    long wait = nanos;
    if (wait > 0 && closedWithin(wait)) {
      throw new CloseConnectionException("the service is closing");
    }
  }

  void awaitClose() throws InterruptedException {
    closing.await();
  }

  void close() {
    closing.countDown();
  }

  private boolean closedWithin(long wait) {
    try {
      return closing.await(wait, TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
