package dev.testaccounts.bench;

import java.io.PrintStream;
import java.util.Arrays;

/** One thing that is measured, several times in one run. */
interface Measurement {

  /** How often each figure is taken; the median is reported. */
  int RUNS = 3;

  void run(PrintStream out) throws Exception;

  static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
