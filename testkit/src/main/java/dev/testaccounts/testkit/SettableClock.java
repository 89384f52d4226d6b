package dev.testaccounts.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told to go on. Thread-safe. */
public final class SettableClock implements InstantSource {

  /** Where a clock begins: with microseconds, and a day on which no test should depend. */
  public static final Instant START = Instant.parse("2026-03-29T00:59:58.123456Z");

  private final AtomicReference<Instant> now;

  /** A clock at {@link #START}. */
  public SettableClock() {
    this(START);
  }

  /** A clock at a time. */
  public SettableClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Goes on (or back, where the duration is negative). Returns the time from now on. */
  public Instant advance(Duration by) {
    return now.updateAndGet(before -> before.plus(by));
  }

  /** Goes to a time. */
  public void set(Instant next) {
    now.set(next);
  }
}
