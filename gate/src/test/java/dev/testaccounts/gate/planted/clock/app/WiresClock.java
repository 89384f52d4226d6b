package dev.testaccounts.gate.planted.clock.app;

import java.time.InstantSource;
import org.jspecify.annotations.NullMarked;

/** Not a violation: app is where the clock comes from. */
@NullMarked
final class WiresClock {
  private WiresClock() {}

  static InstantSource clock() {
    return InstantSource.system();
  }
}
