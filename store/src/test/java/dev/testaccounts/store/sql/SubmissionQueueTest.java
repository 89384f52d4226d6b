package dev.testaccounts.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SubmissionQueueTest {

  private final SubmissionQueue<Integer> queue = new SubmissionQueue<>(3);
  private final List<Integer> taken = new ArrayList<>();

  @Test
  void whatWaitsIsTakenInOrderAndAtMostSoMany() {
    queue.put(1);
    queue.put(2);
    queue.put(3);

    assertThat(queue.take(taken, 2)).isTrue();
    assertThat(taken).containsExactly(1, 2);
    assertThat(queue.take(taken, 2)).isTrue();
    assertThat(taken).containsExactly(1, 2, 3);
  }

  @Test
  void whoFindsItFullWaitsForRoom() throws InterruptedException {
    queue.put(1);
    queue.put(2);
    queue.put(3);
    Thread fourth = Thread.startVirtualThread(() -> queue.put(4));

    queue.take(taken, 1);
    fourth.join();

    queue.take(taken, 9);
    assertThat(taken).containsExactly(1, 2, 3, 4);
  }

  @Test
  void onceClosedItGivesWhatItHasAndTakesNothing() {
    queue.put(1);
    queue.close();

    assertThat(queue.put(2)).isFalse();
    assertThat(queue.take(taken, 9)).isTrue();
    assertThat(queue.take(new ArrayList<>(), 9)).isFalse();
    assertThat(taken).containsExactly(1);
  }

  @Test
  void whoWaitsForRoomIsLetGoWhenItCloses() throws InterruptedException {
    queue.put(1);
    queue.put(2);
    queue.put(3);
    List<Boolean> answer = new ArrayList<>();
    Thread fourth = Thread.startVirtualThread(() -> answer.add(queue.put(4)));

    queue.close();
    fourth.join();

    assertThat(answer).containsExactly(false);
  }
}
