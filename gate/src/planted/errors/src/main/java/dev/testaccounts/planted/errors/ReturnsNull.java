package dev.testaccounts.planted.errors;

final class ReturnsNull {
  private ReturnsNull() {}

  static String name() {
    return null;
  }
}
