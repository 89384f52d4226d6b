package dev.testaccounts.web;

import java.time.Duration;

/** Lets time pass between two looks at something. Thread-safe. */
@FunctionalInterface
public interface Pause {

  /**
   * Blocks the (virtual) thread for so long.
   *
   * @return false where the server stops: then at once, and nobody should look again
   */
  boolean pause(Duration time);
}
