package dev.testaccounts.bench;

import java.io.PrintStream;

/** Lease and release in the SQLite store alone, at 64 callers on 10,000 free accounts. */
final class StoreBench implements Measurement {

  private static final int CALLERS = 64;
  private static final int ACCOUNTS = 10_000;

  @Override
  public void run(PrintStream out) throws Exception {
    double[] rates = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      rates[i] = StoreRun.pairsPerSecond(CALLERS, ACCOUNTS, ACCOUNTS);
    }
    out.printf(
        "store alone: %.0f lease+release/s (median of %d)%n", Measurement.median(rates), RUNS);
  }
}
