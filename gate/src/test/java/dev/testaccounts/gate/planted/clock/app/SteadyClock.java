package dev.testaccounts.gate.planted.clock.app;

import java.time.Instant;
import org.jspecify.annotations.NullMarked;

/** Not a violation: the one place where the clock comes from. */
@NullMarked
final class SteadyClock {
  private SteadyClock() {}

  static Instant now() {
    return Instant.now().plusNanos(System.nanoTime());
  }
}
