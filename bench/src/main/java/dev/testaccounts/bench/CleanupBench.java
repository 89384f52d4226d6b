package dev.testaccounts.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/**
 * {@code POST /cleanup} of 1,000 accounts in a service that answers after 20 ms, beside the bound
 * at 64 in flight.
 */
final class CleanupBench implements Measurement {

  private static final int ACCOUNTS = 1000;
  private static final int CONCURRENCY = 64;
  private static final double LATENCY_SECONDS = 0.020;

  /** So that the code is compiled by then, as a server's is that has run for an hour. */
  private static final int WARM_UPS = 20;

  private static final String UNCAPPED = "guard: {deletionsPerHour: 1000000}\n";

  @Override
  public void run(PrintStream out) throws Exception {
    try (Scratch scratch = Scratch.make();
        Target target = Target.start(Duration.ofMillis(20));
        ServerRun server = start(scratch)) {
      double[] seconds = new double[RUNS + 2];
      for (int i = -WARM_UPS; i < seconds.length; i++) {
        try (Callers callers = Callers.connect(server.url(), CONCURRENCY)) {
          callers.run(ACCOUNTS, CreateBench.create(target.url()));
        }
        double taken = cleanup(server);
        if (target.accounts() > 0) {
          throw new IllegalStateException("the target is not empty");
        }
        if (i >= 0) {
          seconds[i] = taken;
        }
      }
      double bound = (double) ACCOUNTS / CONCURRENCY * LATENCY_SECONDS;
      double median = Measurement.median(seconds);
      out.printf(
          "clean-up of %d: %.0f ms, bound %.0f ms: %.2f × (median of %d)%n",
          ACCOUNTS, median * 1000, bound * 1000, median / bound, seconds.length);
    }
  }

  private static ServerRun start(Scratch scratch) throws IOException {
    return ServerRun.start(
        scratch.folder().resolve("data"),
        "--config",
        scratch.write("tam.yaml", UNCAPPED).toString());
  }

  private static double cleanup(ServerRun server) throws Exception {
    try (Wire wire = new Wire(server.url())) {
      long begin = System.nanoTime();
      wire.send("POST", "/cleanup", "").require(200);
      return (System.nanoTime() - begin) / 1e9;
    }
  }
}
