package dev.testaccounts.gate.planted.exits.web;

import org.jspecify.annotations.NullMarked;

/** Planted: ends the process from within. */
@NullMarked
final class Exits {
  private Exits() {}

  static void stop() {
    System.exit(1);
  }
}
