package dev.testaccounts.bench;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How long from {@code java} to ready, and how much memory an idle server holds. */
final class StartBench implements Measurement {

  private static final int STARTS = 7;
  private static final long IDLE_MILLIS = 5000;

  @Override
  public void run(PrintStream out) throws Exception {
    double[] seconds = new double[STARTS];
    double[] mebibytes = new double[STARTS];
    try (Scratch scratch = Scratch.make()) {
      for (int i = 0; i < STARTS; i++) {
        try (ServerRun server = ServerRun.start(scratch.folder().resolve("data"))) {
          seconds[i] = server.readySeconds();
          new CountDownLatch(1).await(IDLE_MILLIS, TimeUnit.MILLISECONDS);
          mebibytes[i] = server.residentMebibytes();
        }
      }
    }
    out.printf(
        "ready after %.2f s, idle at %.0f MiB (medians of %d)%n",
        Measurement.median(seconds), Measurement.median(mebibytes), STARTS);
  }
}
