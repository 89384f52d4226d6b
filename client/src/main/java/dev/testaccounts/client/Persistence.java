package dev.testaccounts.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends a request again whose answer got lost, or that the server could not take just then: for
 * requests that carry a key, and so take effect once. All its pauses together are shorter than the
 * time for which a restarted server keeps a place in the queue. Thread-safe.
 *
 * @param firstPause before the second attempt; each further pause is twice as long
 */
record Persistence(Duration firstPause) {

  /** Together they last longer than the claim of a server that died with the key. */
  private static final int ATTEMPTS = 7;

  private static final Set<String> AGAIN =
      Set.of(
          TamException.UNREACHABLE,
          TamException.TIMEOUT,
          "stopping",
          "store-unavailable",
          "request-under-way");

  static Persistence standard() {
    return new Persistence(Duration.ofMillis(250));
  }

  <T> T ask(Supplier<T> request) {
    Duration pause = firstPause;
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return request.get();
      } catch (TamException e) {
        if (!isPassing(e)) {
          throw e;
        }
        pause(pause);
        pause = pause.multipliedBy(2);
      }
    }
    return request.get();
  }

  /** Whether the same may come off a little later. */
  static boolean isPassing(TamException e) {
    return AGAIN.contains(e.code());
  }

  private static void pause(Duration time) {
    try {
      boolean ignored = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TamException(TamException.INTERRUPTED, "interrupted before another attempt", e);
    }
  }
}
