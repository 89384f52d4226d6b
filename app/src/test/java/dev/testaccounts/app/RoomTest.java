package dev.testaccounts.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Limits;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoomTest {

  private static final int FAULTY = -1;

  private final Semaphore begun = new Semaphore(0);
  private final Semaphore mayEnd = new Semaphore(0);
  private final Semaphore wanted = new Semaphore(0);
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final Queue<Integer> order = new ConcurrentLinkedQueue<>();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Room<Integer> room = new Room<>(this::worked, wanted::release);

  private void worked(int number) {
    most.accumulateAndGet(working.incrementAndGet(), Math::max);
    order.add(number);
    threads.add(Thread.currentThread());
    begun.release();
    mayEnd.acquireUninterruptibly();
    working.decrementAndGet();
    if (number == FAULTY) {
      throw new IllegalStateException("planted");
    }
  }

  private void add(int... numbers) {
    for (int each : numbers) {
      room.add(each);
    }
  }

  @Test
  void as_much_as_there_are_places_is_worked_on_and_the_rest_waits() {
    room.limit(2, 6);
    add(1, 2, 3, 4, 5);
    begun.acquireUninterruptibly(2);

    assertThat(order).containsExactlyInAnyOrder(1, 2);
    mayEnd.release(5);
    begun.acquireUninterruptibly(3);
    assertThat(most).hasValue(2);
    assertThat(order).hasSize(5);
  }

  /** Who is done goes on with the next in line, and wakes nobody for it. */
  @Test
  void one_place_is_one_thread_and_one_order() {
    room.limit(1, 3);
    add(1, 2, 3);
    mayEnd.release(3);
    begun.acquireUninterruptibly(3);

    assertThat(List.copyOf(order)).containsExactly(1, 2, 3);
    assertThat(threads).hasSize(1);
  }

  @Test
  void what_is_claimed_counts_until_it_is_done() {
    room.limit(4, 12);
    assertThat(room.left()).isEqualTo(12);
    add(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(room.left()).isEqualTo(1);
    assertThat(room.forAHandful()).isTrue();

    add(12, 13);
    assertThat(room.left()).isEqualTo(-1);
    assertThat(room.forAHandful()).isFalse();
    assertThat(wanted.availablePermits()).isZero();

    mayEnd.release(2);
    wanted.acquireUninterruptibly();
    assertThat(room.left()).isEqualTo(1);
    mayEnd.release(11);
    wanted.acquireUninterruptibly(11);
    assertThat(room.left()).isEqualTo(12);
  }

  @Test
  void a_handful_is_an_eighth_of_what_may_be_claimed() {
    room.limit(8, 24);
    for (int i = 0; i < 21; i++) {
      add(i);
    }
    assertThat(room.forAHandful()).isTrue();
    add(21);
    assertThat(room.forAHandful()).isFalse();
    mayEnd.release(22);
  }

  @Test
  void room_is_kept_in_all_or_none() {
    Room<Integer> other = new Room<>(this::worked, wanted::release);
    room.limit(4, 16);
    other.limit(2, 8);

    assertThat(Room.reserve(List.of(room, other), List.of(), 100)).isEqualTo(8);
    assertThat(room.left()).isEqualTo(8);
    assertThat(other.left()).isZero();

    assertThat(Room.reserve(List.of(room, other), List.of(), 100)).isZero();
    assertThat(Room.reserve(List.of(other, room), List.of(), 100)).isZero();
    assertThat(room.left()).isEqualTo(8);
    assertThat(Room.reserve(List.of(room), List.of(), 3)).isEqualTo(3);

    room.giveBack(11);
    assertThat(room.left()).isEqualTo(16);
  }

  @Test
  void never_less_than_nothing_is_kept_whatever_others_claim_meanwhile() throws Exception {
    room.limit(2, 8);
    AtomicBoolean over = new AtomicBoolean();
    Thread others =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!over.get()) {
                    room.giveBack(-12);
                    room.giveBack(12);
                  }
                });
    int least = 0;
    for (int i = 0; i < 2_000_000 && least >= 0; i++) {
      int kept = Room.reserve(List.of(room), List.of(), 250);
      room.giveBack(kept);
      least = Math.min(least, kept);
    }
    over.set(true);
    others.join();

    assertThat(least).isZero();
  }

  @Test
  void below_a_handful_no_room_is_kept() {
    room.limit(8, 32);
    assertThat(Room.reserve(List.of(room), List.of(), 29)).isEqualTo(29);

    assertThat(Room.reserve(List.of(room), List.of(), 1)).isZero();
    room.giveBack(1);
    assertThat(Room.reserve(List.of(room), List.of(), 1)).isEqualTo(1);
  }

  @Test
  void more_places_are_taken_at_once() {
    room.limit(1, 3);
    add(1, 2, 3);
    begun.acquireUninterruptibly();

    room.limit(3, 9);

    begun.acquireUninterruptibly(2);
    assertThat(most).hasValue(3);
    mayEnd.release(3);
  }

  @Test
  void fewer_places_hold_once_those_who_have_one_are_done() {
    room.limit(3, 9);
    add(1, 2, 3, 4, 5, 6);
    begun.acquireUninterruptibly(3);
    room.limit(1, 3);
    mayEnd.release(3);
    begun.acquireUninterruptibly();
    most.set(0);

    mayEnd.release(3);
    begun.acquireUninterruptibly(2);
    assertThat(most).hasValue(1);
  }

  /** Work that follows from another service may come before the service's first round. */
  @Test
  void who_comes_before_anything_was_said_is_worked_on() {
    add(1);
    begun.acquireUninterruptibly();
    mayEnd.release();
    wanted.acquireUninterruptibly();

    assertThat(room.left()).isEqualTo(Limits.standard().mostClaimed());
  }

  @Test
  void one_that_breaks_down_leaves_its_place() {
    room.limit(1, 3);
    add(FAULTY, 2);
    mayEnd.release(2);
    begun.acquireUninterruptibly(2);
    wanted.acquireUninterruptibly(2);

    assertThat(room.left()).isEqualTo(3);
  }

  /** Nobody who comes just when the last worker leaves is left in line. */
  @Test
  void nobody_is_forgotten() throws InterruptedException {
    room.limit(2, 6);
    mayEnd.release(20_000);
    Thread other = Thread.startVirtualThread(() -> addThousands(0));
    addThousands(10_000);
    other.join();

    begun.acquireUninterruptibly(20_000);
    assertThat(order).hasSize(20_000).doesNotHaveDuplicates();
    assertThat(most.get()).isLessThanOrEqualTo(2);
  }

  private void addThousands(int from) {
    for (int i = from; i < from + 10_000; i++) {
      room.add(i);
    }
  }
}
