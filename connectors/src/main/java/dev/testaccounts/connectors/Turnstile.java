package dev.testaccounts.connectors;

import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Rate;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many calls of a service in at once, and so many begin in a stretch of time. Whoever waits
 * here waits on its own (virtual) thread and holds up no other service. Thread-safe.
 */
final class Turnstile {

  private final Limits limits;
  private final CountDownLatch closed;
  private final Semaphore places;
  private final @Nullable RateLimiter turns;

  /**
   * @param closed ends every wait for a turn
   */
  Turnstile(String service, Limits limits, CountDownLatch closed) {
    this.limits = limits;
    this.closed = closed;
    this.places = new Semaphore(limits.concurrency(), true);
    Rate rate = limits.rate();
    this.turns = rate == null ? null : RateLimiter.of(service, config(rate, limits.timeout()));
  }

  /** One call for each interval: a whole second's calls at its beginning would be a burst. */
  private static RateLimiterConfig config(Rate rate, Duration longestWait) {
    return RateLimiterConfig.custom()
        .limitForPeriod(1)
        .limitRefreshPeriod(rate.interval())
        .timeoutDuration(longestWait)
        .build();
  }

  /**
   * Waits for a place and then for a turn, for at most a time-out each and no longer than the
   * operation may take. Null once it has both: {@link #leave} is to be called then, and only then.
   */
  Answer.@Nullable Held enter(Budget budget) throws InterruptedException {
    if (!places.tryAcquire(budget.atMost(limits.timeout()).toMillis(), TimeUnit.MILLISECONDS)) {
      return held("all " + limits.concurrency() + " places of the service are in use");
    }
    boolean entered = false;
    try {
      entered = turn(budget);
    } finally {
      if (!entered) {
        leave();
      }
    }
    return entered ? null : held("the rate of the service is used up for now");
  }

  /** Takes a turn and waits until it has come; false where that would take too long. */
  private boolean turn(Budget budget) throws InterruptedException {
    long nanos = turns == null ? 0 : turns.reservePermission();
    if (nanos > budget.left().toNanos()) {
      return false;
    }
    if (nanos > 0) {
      boolean _ = closed.await(nanos, TimeUnit.NANOSECONDS);
    }
    return nanos >= 0;
  }

  /** Gives the place back. */
  void leave() {
    places.release();
  }

  /** Others are served meanwhile; when a place or a turn is free then is anybody's guess. */
  private Answer.Held held(String reason) {
    return new Answer.Held(reason, limits.timeout());
  }
}
