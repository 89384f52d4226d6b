package dev.testaccounts.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs a task again and again on a thread of its own: at least every so often, and soon when woken.
 * A failing round is logged and the next one comes; the loop never dies silently. Thread-safe.
 */
final class Loop implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Loop.class.getName());

  /**
   * So long, in milliseconds, it does not look again where there was nothing: whoever is woken by
   * each of thousands of leases a second would do nothing but look.
   */
  private static final int BREATH = 1;

  private final String name;
  private final Duration every;
  private final BooleanSupplier round;
  private final Semaphore signal = new Semaphore(0);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private Loop(String name, Duration every, BooleanSupplier round) {
    this.name = name;
    this.every = every;
    this.round = round;
  }

  /**
   * @param round returns whether there may be more to do at once
   */
  static Loop start(String name, Duration every, BooleanSupplier round) {
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
      boolean stopped = false;
      while (!stopped) {
        signal.drainPermits();
        stopped = once() ? stopping.getCount() == 0 : rests();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  private boolean once() {
    try {
      return round.getAsBoolean();
    } catch (RuntimeException | Error e) {
      // An Error too: code of others runs here, such as a bundle's, and the next round may do well.
      LOG.log(
          System.Logger.Level.ERROR, () -> "a round of " + name + " failed; the next one comes", e);
      return false;
    }
  }

  /** Waits for the next round. Returns whether there is to be none. */
  private boolean rests() throws InterruptedException {
    boolean _ = signal.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS);
    return stopping.await(BREATH, TimeUnit.MILLISECONDS);
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
