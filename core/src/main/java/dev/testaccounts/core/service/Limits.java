package dev.testaccounts.core.service;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How hard a service may be used.
 *
 * @param concurrency calls in flight at once, 1 to 1024
 * @param timeout how long one call may take in all, 10 ms to 5 min
 * @param rate how many calls may begin in a stretch of time; null for any number
 */
public record Limits(int concurrency, Duration timeout, @Nullable Rate rate) {

  public static final int MOST_CONCURRENCY = 1024;
  public static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
  public static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);

  /**
   * A call waits for a place for at most one time-out, where there is a rate for its turn for at
   * most another, and then takes at most one.
   */
  private static final int TIMEOUTS_PER_CALL = 2;

  /**
   * So much may be claimed for each place: one is worked on, and three wait, because a claim is a
   * commit, for which a quick service does not wait.
   */
  private static final int CLAIMS_PER_PLACE = 4;

  /** How many of the longest calls one attempt has time for: delete, make sure, create, sign in. */
  private static final int CALLS_PER_CLAIM = 4;

  /** Limits without a rate. */
  public Limits(int concurrency, Duration timeout) {
    this(concurrency, timeout, null);
  }

  public static Limits standard() {
    return new Limits(64, Duration.ofSeconds(5));
  }

  /** How long one call may block its caller. */
  public Duration longestCall() {
    return timeout.multipliedBy(rate == null ? TIMEOUTS_PER_CALL : TIMEOUTS_PER_CALL + 1);
  }

  /** How long a worker's claim on an enrollment stands. No call begins that could outlive it. */
  public Duration claim() {
    return longestCall().multipliedBy(CALLS_PER_CLAIM);
  }

  /**
   * How much work may be claimed at a time: what finds no turn within a time-out, or no place
   * before its claim runs out, would only be put back, and half of the turns are left to those who
   * wait for an answer.
   */
  public int mostClaimed() {
    int most = CLAIMS_PER_PLACE * concurrency;
    return rate == null ? most : (int) Math.min(most, rate.within(timeout.dividedBy(2)));
  }
}
