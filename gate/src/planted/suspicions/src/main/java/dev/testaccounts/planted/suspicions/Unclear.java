package dev.testaccounts.planted.suspicions;

final class Unclear {
  private Unclear() {}

  static boolean any(boolean one, boolean two, boolean three) {
    return one || two && three;
  }
}
