package dev.testaccounts.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApproachTest {

  private final Semaphore mayEnd = new Semaphore(0);
  private final Room<Integer> here = new Room<>(this::work, () -> {});
  private final Room<Integer> next = new Room<>(this::work, () -> {});
  private final Approach approach = new Approach(next);

  private void work(int number) {
    mayEnd.acquireUninterruptibly();
  }

  private int reserve(int most) {
    return Room.reserve(List.of(here), List.of(approach), most);
  }

  private void arrive(int accounts) {
    for (int i = 0; i < accounts; i++) {
      next.add(i);
      approach.arrived();
    }
  }

  private void finish(int accounts) {
    int left = next.left() + accounts;
    mayEnd.release(accounts);
    while (next.left() < left) {
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void end() {
    mayEnd.release(1_000);
  }

  @Test
  void what_is_on_its_way_is_no_more_than_fits_and_takes_no_room_from_what_is_there() {
    here.limit(2, 100);
    next.limit(4, 16);

    assertThat(reserve(50)).isEqualTo(16);
    assertThat(here.left()).isEqualTo(84);
    assertThat(next.left()).as("it has not come yet").isEqualTo(16);
    assertThat(reserve(50)).isZero();
    assertThat(here.left()).as("nothing was kept").isEqualTo(84);

    approach.giveBack(10);
    assertThat(reserve(50)).isEqualTo(10);
  }

  @Test
  void what_is_held_up_on_another_route_takes_no_place() {
    here.limit(2, 100);
    next.limit(4, 16);
    Approach other = new Approach(next);

    assertThat(reserve(50)).isEqualTo(16);
    assertThat(Room.reserve(List.of(here), List.of(other), 50)).isEqualTo(16);
  }

  /** Who is long on the way must not leave a fast service's places empty. */
  @Test
  void each_who_finds_a_free_place_lets_another_one_more_set_out() {
    here.limit(2, 1_000);
    next.limit(4, 16);

    assertThat(reserve(16)).isEqualTo(16);
    for (int i = 0; i < 4; i++) {
      arrive(1);
      finish(1);
    }
    assertThat(approach.left()).as("4 came, and 4 more may come at a time").isEqualTo(8);
    assertThat(reserve(50)).isEqualTo(8);
    assertThat(reserve(50)).isZero();
  }

  @Test
  void those_who_only_come_all_at_once_take_nothing_back() {
    widenedBy4();

    assertThat(reserve(50)).isEqualTo(20);
    arrive(20);
    finish(20);

    assertThat(approach.left()).as("4 of them found a place").isEqualTo(24);
  }

  /** Its line would else stay as long as it once became. */
  @Test
  void once_a_whole_window_found_no_place_each_further_one_takes_one_back() {
    widenedBy4();
    reserve(50);
    arrive(4);
    assertThat(approach.left()).as("16 are coming, and 4 are there").isEqualTo(4);
    arrive(16);

    // 24 is the whole window by now.
    approach.setOut(16);
    arrive(8);
    finish(20);
    assertThat(approach.left()).as("8 are coming, and 8 are there").isEqualTo(8);
    arrive(8);
    finish(16);

    assertThat(approach.left()).as("it is as wide as the room again").isEqualTo(16);
  }

  @Test
  void a_window_that_is_not_filled_grows_no_wider() {
    here.limit(2, 1_000);
    next.limit(4, 16);

    for (int i = 0; i < 100; i++) {
      assertThat(reserve(2)).isEqualTo(2);
      arrive(2);
      finish(2);
    }
    assertThat(approach.left()).isEqualTo(16);
  }

  private void widenedBy4() {
    here.limit(2, 1_000);
    next.limit(4, 16);
    reserve(16);
    for (int i = 0; i < 4; i++) {
      arrive(1);
      finish(1);
    }
    approach.giveBack(12);
    assertThat(approach.left()).isEqualTo(20);
  }
}
