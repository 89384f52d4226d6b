package dev.testaccounts.gate.planted.exits.app;

import org.jspecify.annotations.NullMarked;

/** Not a violation: a main method ends the process. */
@NullMarked
final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    stop();
  }

  static void stop() {
    System.exit(1);
  }
}
