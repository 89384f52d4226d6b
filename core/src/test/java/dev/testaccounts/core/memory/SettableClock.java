package dev.testaccounts.core.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stands still until it is moved. */
public final class SettableClock implements InstantSource {

  public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private Instant now = START;

  @Override
  public Instant instant() {
    return now;
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }

  public void moveTo(Instant then) {
    now = then;
  }
}
