package dev.testaccounts.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Lease and release at 64 callers on 10,000 free accounts: over HTTP, beside the store alone in the
 * same run. Each account is leased once, so that what is measured is claim and release; cleaning
 * waits behind a service that is told to take one call at a time.
 */
final class LeaseBench implements Measurement {

  private static final int CALLERS = 64;
  private static final int ACCOUNTS = 10_000;
  private static final int WARM_UP = 60_000;

  @Override
  public void run(PrintStream out) throws Exception {
    double[] overHttp = new double[RUNS];
    double[] alone = new double[RUNS];
    double[] p99 = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      try (Scratch scratch = Scratch.make();
          Target target = Target.start(Duration.ZERO);
          ServerRun server = ServerRun.start(scratch.folder().resolve("data"))) {
        prepare(server, target);
        Callers.Run run = lease(server);
        overHttp[i] = run.perSecond();
        p99[i] = run.percentile(0.99);
      }
      alone[i] = Leasing.pairsPerSecond(CALLERS, WARM_UP, ACCOUNTS);
    }
    double http = Measurement.median(overHttp);
    double store = Measurement.median(alone);
    out.printf(
        "lease+release: %.0f/s over HTTP (p99 %.1f ms), %.0f/s in the store alone: %.0f %% (medians of %d)%n",
        http, Measurement.median(p99), store, 100 * http / store, RUNS);
  }

  private static void prepare(ServerRun server, Target target) throws Exception {
    try (Wire wire = new Wire(server.url())) {
      String name = "{\"name\":\"user-service\",\"url\":\"" + target.url() + "\"";
      wire.send("POST", "/v1/services", name + "}").require(201);
      fill(wire, "warm-up", WARM_UP);
      fill(wire, "measured", ACCOUNTS);
      String slow = ",\"limits\":{\"concurrency\":1,\"timeout\":\"5s\"}}";
      wire.send("PUT", "/v1/services/user-service", name + slow).require(200);
    }
    target.latency(Duration.ofSeconds(2));
  }

  private static void fill(Wire wire, String pool, int count) throws Exception {
    String size = "\"size\":{\"max\":" + count + "}";
    wire.send(
            "POST",
            "/v1/pools",
            "{\"name\":\"" + pool + "\",\"services\":[\"user-service\"]," + size + "}")
        .require(201);
    Answer job =
        wire.send("POST", "/v1/accounts", "{\"pool\":\"" + pool + "\",\"count\":" + count + "}");
    job.require(202);
    while (wire.send("GET", "/v1/jobs/" + job.text("id"), "")
        .body()
        .contains("\"finishedAt\":null")) {
      Thread.onSpinWait();
    }
  }

  private static Callers.Run lease(ServerRun server) throws Exception {
    try (Callers callers = Callers.connect(server.url(), CALLERS)) {
      lease(callers, "warm-up", WARM_UP);
      return lease(callers, "measured", ACCOUNTS);
    }
  }

  private static Callers.Run lease(Callers callers, String pool, int count) throws Exception {
    String body = "{\"pool\":\"" + pool + "\",\"labels\":{\"run\":\"bench\"}}";
    Callers.Request lease = new Callers.Request("POST", "/v1/leases", body);
    return callers.run(
        count,
        (answers, last) ->
            switch (answers) {
              case 0 -> Optional.of(lease);
              case 1 -> Optional.of(release(last.require(201)));
              default -> ended(last);
            });
  }

  private static Callers.Request release(Answer lease) {
    return new Callers.Request("DELETE", "/v1/leases/" + lease.text("id"), "");
  }

  private static Optional<Callers.Request> ended(Answer answer) {
    answer.require(204);
    return Optional.empty();
  }
}
