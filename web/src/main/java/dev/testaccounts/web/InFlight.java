package dev.testaccounts.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Counts the requests that are being served, so that a stop can wait for them. Thread-safe. */
final class InFlight {

  private final Semaphore places = new Semaphore(Integer.MAX_VALUE);
  private volatile boolean stopping;

  /** Whether one more may begin; who begins must {@link #leave}. */
  boolean enter() {
    return !stopping && places.tryAcquire();
  }

  void leave() {
    places.release();
  }

  boolean stopping() {
    return stopping;
  }

  /** Lets nobody in any more and waits for those who are. Returns whether all are out. */
  boolean drain(Duration longest) {
    stopping = true;
    try {
      return places.tryAcquire(Integer.MAX_VALUE, longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
