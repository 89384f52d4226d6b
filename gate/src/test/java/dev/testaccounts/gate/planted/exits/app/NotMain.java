package dev.testaccounts.gate.planted.exits.app;

import org.jspecify.annotations.NullMarked;

/** Planted: ends the process from within. */
@NullMarked
final class NotMain {
  private NotMain() {}

  static void stop() {
    System.exit(1);
  }
}
