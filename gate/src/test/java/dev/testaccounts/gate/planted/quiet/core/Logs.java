package dev.testaccounts.gate.planted.quiet.core;

import org.jspecify.annotations.NullMarked;

/** Planted. */
@NullMarked
final class Logs {
  private Logs() {}

  static void log() {
    System.getLogger("core").log(System.Logger.Level.INFO, "here");
  }
}
