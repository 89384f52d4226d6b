package dev.testaccounts.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs a task again and again on a thread of its own: at least every so often, and soon when woken.
 * A failing round is logged and the next one comes; the loop never dies silently. Thread-safe.
 */
final class Loop implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Loop.class.getName());

  /**
   * Rounds are so far apart, in milliseconds: whoever is woken by each of thousands of leases a
   * second would do nothing but look.
   */
  private static final int BREATH = 1;

  private final String name;
  private final Duration every;
  private final Runnable round;
  private final Semaphore signal = new Semaphore(0);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private Loop(String name, Duration every, Runnable round) {
    this.name = name;
    this.every = every;
    this.round = round;
  }

  static Loop start(String name, Duration every, Runnable round) {
    Loop loop = new Loop(name, every, round);
    Thread.ofPlatform().daemon().name(name).start(loop::run);
    return loop;
  }

  /** Asks for a round soon; many calls before it are one. */
  void wake() {
    if (signal.availablePermits() == 0) {
      signal.release();
    }
  }

  private void run() {
    try {
      do {
        signal.drainPermits();
        once();
        boolean _ = signal.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS);
      } while (!stopping.await(BREATH, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  private void once() {
    try {
      round.run();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR, () -> "a round of " + name + " failed; the next one comes", e);
    }
  }

  /** Stops after the round that is running. */
  @Override
  public void close() {
    stopping.countDown();
    wake();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
