package dev.testaccounts.gate.planted.quiet.core;

import org.jspecify.annotations.NullMarked;

/** Planted. */
@NullMarked
final class Prints {
  private Prints() {}

  static void print() {
    System.out.println("here");
  }
}
