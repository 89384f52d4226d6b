package dev.testaccounts.planted.control;

final class Successor {
  private Successor() {}

  static int next(int number) {
    return number + 1;
  }
}
