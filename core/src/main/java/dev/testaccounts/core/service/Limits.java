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

  /**
   * How many time-outs one attempt may take: delete, create, a conflict cleared, and waiting for a
   * place.
   */
  private static final int CALLS_PER_CLAIM = 6;

  public static Limits standard() {
    return new Limits(64, Duration.ofSeconds(5));
  }

  /** How long a worker's claim on an enrollment stands. No call begins that could outlive it. */
  public Duration claim() {
    return timeout.multipliedBy(CALLS_PER_CLAIM);
  }
}
