package dev.testaccounts.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How hard a service may be used.
 *
 * @param concurrency calls in flight at once, 1 to 1024
 * @param timeout how long one call may take in all, 10 ms to 5 min; never null
 * @param rate how many calls may begin in a stretch of time, such as {@code 50/s}, {@code 600/m} or
 *     {@code 1000/h}; null for any number
 */
public record LimitsBody(int concurrency, Duration timeout, @Nullable String rate) {

  /** Limits without a rate. */
  public LimitsBody(int concurrency, Duration timeout) {
    this(concurrency, timeout, null);
  }

  /** 64 calls of 5 s each: what holds where nothing was said. */
  public static final LimitsBody STANDARD = new LimitsBody(64, Duration.ofSeconds(5));
}
