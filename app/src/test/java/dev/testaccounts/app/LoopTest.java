package dev.testaccounts.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopTest {

  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration NEVER = Duration.ofDays(1);

  private final Semaphore rounds = new Semaphore(0);

  @Test
  void it_comes_again_by_itself() {
    try (Loop _ = Loop.start("test", SOON, this::round)) {
      rounds.acquireUninterruptibly(3);
    }
  }

  @Test
  void where_there_may_be_more_it_goes_on_at_once() {
    AtomicInteger left = new AtomicInteger(3);
    try (Loop _ = Loop.start("test", NEVER, () -> !round() && left.decrementAndGet() > 0)) {
      rounds.acquireUninterruptibly(3);
    }
    assertThat(left).hasValue(0);
  }

  @Test
  void who_is_woken_comes_although_its_time_has_not_come() {
    try (Loop loop = Loop.start("test", NEVER, this::round)) {
      rounds.acquireUninterruptibly();
      loop.wake();
      rounds.acquireUninterruptibly();
    }
  }

  @Test
  void who_is_woken_during_a_round_comes_once_more() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch woken = new CountDownLatch(1);
    try (Loop loop =
        Loop.start(
            "test",
            NEVER,
            () -> {
              begun.countDown();
              awaited(woken);
              return round();
            })) {
      awaited(begun);
      loop.wake();
      woken.countDown();
      rounds.acquireUninterruptibly(2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_round_that_fails_is_not_the_last_one(boolean grave) {
    try (Loop _ =
        Loop.start(
            "test",
            SOON,
            () -> {
              rounds.release();
              if (grave) {
                throw new NoClassDefFoundError("a planted failure");
              }
              throw new IllegalStateException("a planted failure");
            })) {
      rounds.acquireUninterruptibly(3);
    }
  }

  @Test
  void closing_waits_for_the_round_under_way_and_lets_no_other_begin() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean done = new AtomicBoolean();
    Loop loop =
        Loop.start(
            "test",
            SOON,
            () -> {
              begun.countDown();
              awaited(go);
              done.set(true);
              return !round();
            });
    awaited(begun);
    Thread closing = Thread.currentThread();
    Thread.ofVirtual()
        .start(
            () -> {
              while (closing.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
              go.countDown();
            });

    loop.close();

    assertThat(done).isTrue();
    int made = rounds.availablePermits();
    loop.wake();
    assertThat(rounds.availablePermits()).isEqualTo(made);
  }

  /** Returns that there is nothing more. */
  private boolean round() {
    rounds.release();
    return false;
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
