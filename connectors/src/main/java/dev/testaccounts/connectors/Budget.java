package dev.testaccounts.connectors;

import java.time.Duration;

/**
 * How long one operation may still take, however many calls it makes: a claim on the account stands
 * only so long, and nothing of ours may be under way when it has run out.
 */
final class Budget {

  private final long end;

  private Budget(long end) {
    this.end = end;
  }

  static Budget of(Duration time) {
    return new Budget(System.nanoTime() + time.toNanos());
  }

  /** What is left; zero where nothing is. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /** A time, or what is left where that is less. */
  Duration atMost(Duration time) {
    Duration left = left();
    return time.compareTo(left) < 0 ? time : left;
  }
}
