package dev.testaccounts.bench;

import dev.testaccounts.app.Logging;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code bench [NAME…]}: runs measurements and prints their medians beside the bound or the rate
 * they are compared with.
 */
public final class Bench {

  private static final Map<String, Measurement> ALL =
      new TreeMap<>(
          Map.of(
              "start",
              new StartBench(),
              "restart",
              new RestartBench(),
              "create",
              new CreateBench(),
              "provision",
              new ProvisionBench(),
              "cleanup",
              new CleanupBench(),
              "large-cleanup",
              new LargeCleanupBench(),
              "store",
              new StoreBench(),
              "postgres",
              new PostgresBench(),
              "lease",
              new LeaseBench()));

  private Bench() {}

  /** Measures what is named, or everything. */
  public static void main(String[] names) throws Exception {
    Logging.configure();
    for (String name : names.length == 0 ? List.copyOf(ALL.keySet()) : List.of(names)) {
      Measurement measurement = ALL.get(name);
      if (measurement == null) {
        System.err.println("bench: no measurement '" + name + "'; there are " + ALL.keySet());
        System.exit(2);
        return;
      }
      System.out.println("== " + name);
      measurement.run(System.out);
    }
  }
}
