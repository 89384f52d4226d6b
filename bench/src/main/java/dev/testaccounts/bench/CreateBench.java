package dev.testaccounts.bench;

import dev.testaccounts.samples.userservice.UserService;
import java.io.PrintStream;
import java.time.Duration;

/**
 * {@code POST /create} at 64 callers against a service that answers after 20 ms, beside the bound
 * of 64 in each 20 ms.
 */
final class CreateBench implements Measurement {

  private static final int CALLERS = 64;
  private static final double LATENCY_SECONDS = 0.020;
  private static final int WARM_UP = 10_000;
  private static final int TURNS = 12_000;

  @Override
  public void run(PrintStream out) throws Exception {
    try (Scratch scratch = Scratch.make();
        UserService service =
            UserService.start(new UserService.Options("127.0.0.1", 0, Duration.ofMillis(20)));
        ServerRun server = ServerRun.start(scratch.folder().resolve("data"))) {
      measure(out, server, "{\"service_url\":\"" + service.url() + "\"}");
    }
  }

  private static void measure(PrintStream out, ServerRun server, String body) throws Exception {
    Callers.run(server.url(), CALLERS, WARM_UP, create(body));
    double[] rates = new double[RUNS];
    double[] cpu = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      double before = server.cpuSeconds();
      rates[i] = Callers.run(server.url(), CALLERS, TURNS, create(body)).perSecond();
      cpu[i] = (server.cpuSeconds() - before) / TURNS * 1e6;
    }
    double bound = CALLERS / LATENCY_SECONDS;
    double rate = Measurement.median(rates);
    out.printf(
        "create: %.0f/s, bound %.0f/s: %.0f %%; %.0f µs of server CPU each (medians of %d)%n",
        rate, bound, 100 * rate / bound, Measurement.median(cpu), RUNS);
  }

  private static Callers.Turn create(String body) {
    return (wire, index) -> {
      Wire.Answer answer = wire.send("POST", "/create", body);
      if (answer.status() != 200) {
        throw new IllegalStateException("create answered " + answer);
      }
    };
  }
}
