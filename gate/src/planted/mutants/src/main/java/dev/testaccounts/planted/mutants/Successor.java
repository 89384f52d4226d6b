package dev.testaccounts.planted.mutants;

final class Successor {
  private Successor() {}

  static int next(int number) {
    return number + 1;
  }
}
