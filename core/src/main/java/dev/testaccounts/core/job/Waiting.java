package dev.testaccounts.core.job;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Port: waits for something that other threads bring about. Core itself neither sleeps nor reads
 * the clock.
 */
@FunctionalInterface
public interface Waiting {

  /**
   * Blocks the (virtual) thread until a condition holds or the time is over.
   *
   * @return whether the condition held
   */
  boolean until(BooleanSupplier condition, Duration longest);
}
