package dev.testaccounts.connectors;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How much goes into one request of several changes: as much as the service does in a part of the
 * time that a call may last, because what runs out of time is undecided as a whole. It begins small
 * and at most doubles each time. Thread-safe.
 */
final class BatchSize {

  static final int FIRST = 4;

  /** The part of a call's time that is to be filled: the next one may go slower. */
  private static final int PART = 4;

  private final InstantSource clock;
  private final Duration timeout;
  private int size = FIRST;

  /**
   * @param timeout how long one call may last
   */
  BatchSize(InstantSource clock, Duration timeout) {
    this.clock = clock;
    this.timeout = timeout;
  }

  Duration timeout() {
    return timeout;
  }

  /** How many changes may go together now. */
  synchronized int now() {
    return size;
  }

  /** What {@link #done} wants to know of a request that begins now. */
  Instant begin() {
    return clock.instant();
  }

  /** So many were done since then. */
  synchronized void done(int changes, Instant begin) {
    long nanosEach = Math.max(1, Duration.between(begin, clock.instant()).toNanos() / changes);
    long fit = Math.max(1, timeout.dividedBy(PART).toNanos() / nanosEach);
    // A request that was not full says nothing of a longer one.
    size = (int) Math.min(fit, changes < size ? size : 2L * size);
  }

  /** So many were too many: no answer came in time, or the service said so. */
  synchronized void tooMany(int changes) {
    size = Math.max(1, Math.min(size, changes / 2));
  }
}
