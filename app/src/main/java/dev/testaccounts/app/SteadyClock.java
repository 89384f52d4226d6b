package dev.testaccounts.app;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Time that began with the machine's and goes on evenly, whoever sets the machine's clock. What a
 * shared store's time is carried on by. Thread-safe.
 */
final class SteadyClock implements InstantSource {

  private final Instant began = Instant.now();
  private final long nanosThen = System.nanoTime();

  @Override
  public Instant instant() {
    return began.plusNanos(System.nanoTime() - nanosThen);
  }
}
