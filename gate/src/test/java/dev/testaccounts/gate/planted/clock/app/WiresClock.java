package dev.testaccounts.gate.planted.clock.app;

import java.time.InstantSource;
import org.jspecify.annotations.NullMarked;

/** A clock that whoever sets the machine's also sets. */
@NullMarked
final class WiresClock {
  private WiresClock() {}

  static InstantSource clock() {
    return InstantSource.system();
  }
}
