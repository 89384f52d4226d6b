package dev.testaccounts.gate.planted.quiet.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;

/** Planted. */
@NullMarked
final class OpensFile {
  private OpensFile() {}

  static String open(Path file) throws IOException {
    return Files.readString(file);
  }
}
