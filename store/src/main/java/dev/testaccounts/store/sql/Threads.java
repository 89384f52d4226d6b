package dev.testaccounts.store.sql;

/** What both stores' threads need at their end. */
public final class Threads {

  private Threads() {}

  /**
   * Waits until {@code thread} has ended. An interruption does not cut the wait short, since what
   * the thread still writes would go to a connection that is closed under it; it is kept for the
   * caller to see afterwards.
   */
  public static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
