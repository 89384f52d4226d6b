package dev.testaccounts.gate.planted.clock.store;

import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.NullMarked;

/** Not a violation: the clock is given. */
@NullMarked
final class GivenClock {
  private GivenClock() {}

  static LocalDate today(Clock clock) {
    return LocalDate.now(clock);
  }
}
