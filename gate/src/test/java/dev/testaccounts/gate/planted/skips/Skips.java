package dev.testaccounts.gate.planted.skips;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Planted: three ways not to run. Its name keeps it from being run as a test. */
@NullMarked
class Skips {
  @Disabled("later")
  @Test
  void disabled() {}

  @DisabledOnOs(OS.LINUX)
  @Test
  void conditional() {}

  @Test
  void assumedAway() {
    Assumptions.assumeTrue(false);
  }
}
