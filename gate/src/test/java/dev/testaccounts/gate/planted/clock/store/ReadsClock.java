package dev.testaccounts.gate.planted.clock.store;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.function.Supplier;
import org.jspecify.annotations.NullMarked;

/** Planted: five ways to read the clock outside app. */
@NullMarked
final class ReadsClock {
  private ReadsClock() {}

  static Instant now() {
    return Instant.now();
  }

  static Supplier<Instant> later() {
    return Instant::now;
  }

  static long ticks() {
    return System.nanoTime();
  }

  static Clock clock() {
    return Clock.systemUTC();
  }

  @SuppressWarnings("JavaUtilDate")
  static Date old() {
    return new Date();
  }
}
