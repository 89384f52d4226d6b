package dev.testaccounts.planted.errors;

final class ForgetsThrow {
  private ForgetsThrow() {}

  static void check(int size) {
    if (size < 0) {
      new IllegalArgumentException("size: " + size);
    }
  }
}
