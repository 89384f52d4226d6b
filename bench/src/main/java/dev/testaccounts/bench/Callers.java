package dev.testaccounts.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** So many callers that each send one request after the other until a number of them is done. */
final class Callers {

  private Callers() {}

  /** One caller's turn. */
  interface Turn {
    void take(Wire wire, int index) throws Exception;
  }

  /**
   * What a run came to.
   *
   * @param count turns taken
   * @param seconds from the first to the last
   * @param millis how long each took, sorted
   */
  record Run(int count, double seconds, double[] millis) {
    double perSecond() {
      return count / seconds;
    }

    double percentile(double share) {
      return millis[(int) Math.min(millis.length - 1L, Math.round(share * millis.length))];
    }
  }

  static Run run(URI server, int callers, int turns, Turn turn) throws Exception {
    AtomicInteger next = new AtomicInteger();
    ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
    double[] millis = new double[turns];
    List<Thread> threads = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = 0; i < callers; i++) {
      threads.add(
          Thread.startVirtualThread(() -> call(server, turns, turn, next, millis, failures)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (!failures.isEmpty()) {
      throw failures.peek();
    }
    Arrays.sort(millis);
    return new Run(turns, seconds, millis);
  }

  private static void call(
      URI server,
      int turns,
      Turn turn,
      AtomicInteger next,
      double[] millis,
      ConcurrentLinkedQueue<Exception> failures) {
    try (Wire wire = new Wire(server)) {
      for (int index = next.getAndIncrement(); index < turns; index = next.getAndIncrement()) {
        long begin = System.nanoTime();
        turn.take(wire, index);
        millis[index] = (System.nanoTime() - begin) / 1e6;
      }
    } catch (Exception e) {
      failures.add(e);
    }
  }
}
