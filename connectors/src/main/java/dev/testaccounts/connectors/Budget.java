package dev.testaccounts.connectors;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How long one operation may still take, however many calls it makes: a claim on the account stands
 * only so long, and nothing of ours may be under way when it has run out.
 */
final class Budget {

  private final InstantSource clock;
  private final Instant end;

  private Budget(InstantSource clock, Instant end) {
    this.clock = clock;
    this.end = end;
  }

  /** By the clock that claims are counted by. */
  static Budget of(InstantSource clock, Duration time) {
    return new Budget(clock, clock.instant().plus(time));
  }

  /** What is left; zero where nothing is. */
  Duration left() {
    Duration left = Duration.between(clock.instant(), end);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** One that ends so much earlier. */
  Budget keeping(Duration time) {
    return new Budget(clock, end.minus(time));
  }

  /** A time, or what is left where that is less. */
  Duration atMost(Duration time) {
    Duration left = left();
    return time.compareTo(left) < 0 ? time : left;
  }
}
