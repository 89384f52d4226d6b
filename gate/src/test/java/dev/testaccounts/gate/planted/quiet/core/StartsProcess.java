package dev.testaccounts.gate.planted.quiet.core;

import java.io.IOException;
import org.jspecify.annotations.NullMarked;

/** Planted. */
@NullMarked
final class StartsProcess {
  private StartsProcess() {}

  static void start() throws IOException {
    new ProcessBuilder("true").start();
  }
}
