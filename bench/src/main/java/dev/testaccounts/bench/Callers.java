package dev.testaccounts.bench;

import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** So many callers that each send one request after the other until a number of them is done. */
final class Callers {

  private Callers() {}

  /** One caller's turn. */
  interface Turn {
    void take(Wire wire, int index) throws Exception;
  }

  /** What a run came to. */
  static final class Run {
    private final double seconds;
    private final double[] millis;

    private Run(double seconds, double[] millis) {
      this.seconds = seconds;
      this.millis = millis;
      Arrays.sort(millis);
    }

    double perSecond() {
      return millis.length / seconds;
    }

    /** How long the slowest of a share of the turns took, in milliseconds. */
    double percentile(double share) {
      return millis[(int) Math.min(millis.length - 1L, Math.round(share * millis.length))];
    }
  }

  static Run run(URI server, int callers, int turns, Turn turn) throws Exception {
    AtomicInteger next = new AtomicInteger();
    double[] millis = new double[turns];
    Callable<Boolean> caller = () -> call(server, turn, next, millis);
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> each : threads.invokeAll(Collections.nCopies(callers, caller))) {
        each.get();
      }
    }
    return new Run((System.nanoTime() - begin) / 1e9, millis);
  }

  private static boolean call(URI server, Turn turn, AtomicInteger next, double[] millis)
      throws Exception {
    try (Wire wire = new Wire(server)) {
      for (int index = next.getAndIncrement();
          index < millis.length;
          index = next.getAndIncrement()) {
        long begin = System.nanoTime();
        turn.take(wire, index);
        millis[index] = (System.nanoTime() - begin) / 1e6;
      }
    }
    return true;
  }
}
