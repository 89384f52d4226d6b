package dev.testaccounts.api;

import java.time.Duration;

/**
 * How hard a service may be used.
 *
 * @param concurrency calls in flight at once, 1 to 1024
 * @param timeout how long one call may take in all, 10 ms to 5 min; never null
 */
public record LimitsBody(int concurrency, Duration timeout) {

  /** 64 calls of 5 s each: what holds where nothing was said. */
  public static final LimitsBody STANDARD = new LimitsBody(64, Duration.ofSeconds(5));
}
