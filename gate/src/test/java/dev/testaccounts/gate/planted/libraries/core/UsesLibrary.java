package dev.testaccounts.gate.planted.libraries.core;

import org.assertj.core.util.Strings;
import org.jspecify.annotations.NullMarked;

/** Planted: a library in core. */
@NullMarked
final class UsesLibrary {
  private UsesLibrary() {}

  static boolean isBlank(String text) {
    return Strings.isNullOrEmpty(text);
  }
}
