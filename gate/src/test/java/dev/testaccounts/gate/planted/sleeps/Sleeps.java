package dev.testaccounts.gate.planted.sleeps;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;

/** Planted: waiting for time to pass instead of for what it waits for. */
@NullMarked
final class Sleeps {
  private Sleeps() {}

  static void sleep() throws InterruptedException {
    Thread.sleep(1);
  }

  static void sleepInUnits() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(1);
  }
}
