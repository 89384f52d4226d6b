package dev.testaccounts.bench;

import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.store.secret.TinkSecretBox;
import dev.testaccounts.store.sqlite.SqliteStore;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Lease and release in the SQLite store alone at 64 callers, on 10,000 and on 1,000,000 accounts,
 * beside a bare JDBC loop that writes the same rows to a copy of the same database.
 */
final class StoreBench implements Measurement {

  private static final int CALLERS = 64;
  private static final int WARM_UP = 30_000;
  private static final int PAIRS = 10_000;
  private static final int MANY = 1_000_000;

  /** More than elsewhere: single ratios of short runs differ by a tenth. */
  private static final int RATIOS = 7;

  private record Rates(double store, double bare) {}

  @Override
  public void run(PrintStream out) throws Exception {
    Rates few = rates(out, PAIRS);
    Rates many = rates(out, MANY);
    out.printf(
        "a lease and release on %d accounts costs %.2f × one on %d (bare: %.2f ×)%n",
        MANY, few.store() / many.store(), PAIRS, few.bare() / many.bare());
  }

  private static Rates rates(PrintStream out, int accounts) throws Exception {
    double[] store = new double[RATIOS];
    double[] bare = new double[RATIOS];
    double[] ratios = new double[RATIOS];
    try (Scratch scratch = Scratch.make()) {
      Path stocked = scratch.folder().resolve("stocked");
      Pools pools = stock(stocked, accounts);
      // Once for nothing: what is measured first would be compiled while it is.
      ofStore(scratch.copy(stocked), pools);
      ofBareLoop(scratch.copy(stocked), pools);
      for (int i = 0; i < RATIOS; i++) {
        store[i] = ofStore(scratch.copy(stocked), pools);
        bare[i] = ofBareLoop(scratch.copy(stocked), pools);
        ratios[i] = store[i] / bare[i];
      }
    }
    Rates medians = new Rates(Measurement.median(store), Measurement.median(bare));
    out.printf(
        "store alone, %d accounts: %.0f lease+release/s, a bare JDBC loop %.0f/s: %.0f %% (medians of %d)%n",
        accounts, medians.store(), medians.bare(), 100 * Measurement.median(ratios), RATIOS);
    return medians;
  }

  private record Pools(Pool warmUp, Pool measured) {}

  private static Pools stock(Path folder, int accounts) {
    try (SqliteStore store = SqliteStore.open(folder)) {
      Stock stock = new Stock(store, TinkSecretBox.open(folder));
      return new Pools(stock.pool("warm-up", WARM_UP), stock.pool("measured", accounts));
    }
  }

  private static double ofStore(Path folder, Pools pools) throws InterruptedException {
    try (SqliteStore store = SqliteStore.open(folder)) {
      new Leasing(store, pools.warmUp()).pairsPerSecond(CALLERS, WARM_UP);
      return new Leasing(store, pools.measured()).pairsPerSecond(CALLERS, PAIRS);
    }
  }

  private static double ofBareLoop(Path folder, Pools pools) throws Exception {
    try (BareLoop loop = new BareLoop(folder)) {
      loop.pairsPerSecond(pools.warmUp().id().value(), CALLERS, WARM_UP);
      return loop.pairsPerSecond(pools.measured().id().value(), CALLERS, PAIRS);
    }
  }
}
