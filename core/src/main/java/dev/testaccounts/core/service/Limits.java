package dev.testaccounts.core.service;

import java.time.Duration;

/**
 * How hard a service may be used.
 *
 * @param concurrency calls in flight at once, 1 to 1024
 * @param timeout how long one call may take in all, 10 ms to 5 min
 */
public record Limits(int concurrency, Duration timeout) {

  public static final int MOST_CONCURRENCY = 1024;
  public static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
  public static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);

  /** A call waits for a place for at most one time-out, and then takes at most one. */
  private static final int TIMEOUTS_PER_CALL = 2;

  /** How many of the longest calls one attempt has time for: delete, make sure, create. */
  private static final int CALLS_PER_CLAIM = 3;

  public static Limits standard() {
    return new Limits(64, Duration.ofSeconds(5));
  }

  /** How long one call may block its caller. */
  public Duration longestCall() {
    return timeout.multipliedBy(TIMEOUTS_PER_CALL);
  }

  /** How long a worker's claim on an enrollment stands. No call begins that could outlive it. */
  public Duration claim() {
    return longestCall().multipliedBy(CALLS_PER_CLAIM);
  }
}
