package dev.testaccounts.bench;

import dev.testaccounts.store.secret.TinkSecretBox;
import dev.testaccounts.store.sqlite.SqliteStore;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * How soon the clean-up of 1,000,000 accounts, by their pool and by a label, is on record and
 * answered, and how long one lease takes right behind it.
 */
final class LargeCleanupBench implements Measurement {

  private static final int ACCOUNTS = 1_000_000;

  @Override
  public void run(PrintStream out) throws Exception {
    try (Scratch scratch = Scratch.make()) {
      Path stocked = scratch.folder().resolve("stocked");
      try (SqliteStore store = SqliteStore.open(stocked)) {
        Stock stock = new Stock(store, TinkSecretBox.open(stocked));
        stock.pool("leaving", ACCOUNTS, Map.of("run", "over"));
        stock.pool("staying", 100);
      }
      measure(out, scratch, stocked, "pool", "{\"pool\":\"leaving\",\"override\":true}");
      measure(out, scratch, stocked, "label", "{\"run\":\"over\",\"override\":true}");
    }
  }

  private static void measure(
      PrintStream out, Scratch scratch, Path stocked, String by, String cleanup) throws Exception {
    double[] intents = new double[RUNS];
    double[] leases = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      try (ServerRun server = ServerRun.start(scratch.copy(stocked));
          Wire wire = new Wire(server.url())) {
        intents[i] = seconds(() -> wire.send("POST", "/v1/cleanup", cleanup).require(202));
        String lease = "{\"pool\":\"staying\"}";
        leases[i] = seconds(() -> wire.send("POST", "/v1/leases", lease).require(201));
      }
    }
    out.printf(
        "clean-up of %d by %s: on record and answered after %.2f s; a lease right after it %.3f s (medians of %d)%n",
        ACCOUNTS, by, Measurement.median(intents), Measurement.median(leases), RUNS);
  }

  private interface Request {
    void send() throws Exception;
  }

  private static double seconds(Request request) throws Exception {
    long begin = System.nanoTime();
    request.send();
    return (System.nanoTime() - begin) / 1e9;
  }
}
