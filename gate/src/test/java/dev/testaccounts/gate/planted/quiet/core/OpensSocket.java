package dev.testaccounts.gate.planted.quiet.core;

import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.NullMarked;

/** Planted. */
@NullMarked
final class OpensSocket {
  private OpensSocket() {}

  static AutoCloseable open() throws IOException {
    return new Socket("localhost", 1);
  }
}
