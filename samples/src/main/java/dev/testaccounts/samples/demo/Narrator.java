package dev.testaccounts.samples.demo;

import java.io.PrintStream;

/** Says each step before it is taken and what it came to. Used by one thread. */
final class Narrator {

  private final PrintStream out;
  private int step;

  Narrator(PrintStream out) {
    this.out = out;
  }

  /** Begins a step. */
  void step(String what) {
    out.printf("%n%2d. %s%n", ++step, what);
  }

  /** Something that was done or seen. */
  void say(String what) {
    out.println("    " + what);
  }

  /** Something that was checked against the service itself. */
  void checked(String what) {
    out.println("  ✓ " + what);
  }
}
