package dev.testaccounts.bench;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code POST /create} at 64 callers against a service that answers after 20 ms, beside the bound
 * of 64 in each 20 ms.
 */
final class CreateBench implements Measurement {

  private static final int CALLERS = 64;
  private static final double LATENCY_SECONDS = 0.020;
  private static final int WARM_UP = 60_000;
  private static final int TURNS = 12_000;

  @Override
  public void run(PrintStream out) throws Exception {
    try (Scratch scratch = Scratch.make();
        Target target = Target.start(Duration.ofMillis(20));
        ServerRun server = ServerRun.start(scratch.folder().resolve("data"))) {
      measure(out, server, target.url());
      int made = WARM_UP + RUNS * TURNS;
      if (target.accounts() != made) {
        throw new IllegalStateException(made + " were asked for, made " + target.accounts());
      }
    }
  }

  private static void measure(PrintStream out, ServerRun server, URI target) throws Exception {
    double[] rates = new double[RUNS];
    double[] cpu = new double[RUNS];
    try (Callers callers = Callers.connect(server.url(), CALLERS)) {
      callers.run(WARM_UP, create(target));
      for (int i = 0; i < RUNS; i++) {
        double before = server.cpuSeconds();
        rates[i] = callers.run(TURNS, create(target)).perSecond();
        cpu[i] = (server.cpuSeconds() - before) / TURNS * 1e6;
      }
    }
    double bound = CALLERS / LATENCY_SECONDS;
    double rate = Measurement.median(rates);
    out.printf(
        "create: %.0f/s, bound %.0f/s: %.0f %%; %.0f µs of server CPU each (medians of %d)%n",
        rate, bound, 100 * rate / bound, Measurement.median(cpu), RUNS);
  }

  /** One request, which must be answered with 200. */
  static Callers.Turn create(URI target) {
    Optional<Callers.Request> request =
        Optional.of(new Callers.Request("POST", "/create", "{\"service_url\":\"" + target + "\"}"));
    return (answers, last) -> {
      if (answers == 1) {
        last.require(200);
      }
      return answers == 0 ? request : Optional.empty();
    };
  }
}
