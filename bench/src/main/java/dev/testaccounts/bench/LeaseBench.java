package dev.testaccounts.bench;

import dev.testaccounts.samples.userservice.UserService;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Lease and release at 64 callers on 10,000 free accounts: over HTTP, beside the store alone in the
 * same run. Each account is leased once, so that what is measured is claim and release; cleaning
 * waits behind a service that is told to take one call at a time.
 */
final class LeaseBench implements Measurement {

  private static final int CALLERS = 64;
  private static final int ACCOUNTS = 10_000;
  private static final int WARM_UP = 10_000;

  @Override
  public void run(PrintStream out) throws Exception {
    double[] overHttp = new double[RUNS];
    double[] alone = new double[RUNS];
    double[] p99 = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      try (Scratch scratch = Scratch.make();
          UserService service = UserService.start(UserService.Options.local());
          ServerRun server = ServerRun.start(scratch.folder().resolve("data"))) {
        prepare(server, service);
        lease(server, "warm-up", WARM_UP);
        Callers.Run run = lease(server, "measured", ACCOUNTS);
        overHttp[i] = run.perSecond();
        p99[i] = run.percentile(0.99);
      }
      alone[i] = StoreRun.pairsPerSecond(CALLERS, WARM_UP, ACCOUNTS);
    }
    double http = Measurement.median(overHttp);
    double store = Measurement.median(alone);
    out.printf(
        "lease+release: %.0f/s over HTTP (p99 %.1f ms), %.0f/s in the store alone: %.0f %% (medians of %d)%n",
        http, Measurement.median(p99), store, 100 * http / store, RUNS);
  }

  private static void prepare(ServerRun server, UserService service) throws Exception {
    try (Wire wire = new Wire(server.url())) {
      String name = "{\"name\":\"user-service\",\"url\":\"" + service.url() + "\"";
      require(wire.send("POST", "/v1/services", name + "}"), 201);
      fill(wire, "warm-up", WARM_UP);
      fill(wire, "measured", ACCOUNTS);
      String slow = ",\"limits\":{\"concurrency\":1,\"timeout\":\"5s\"}}";
      require(wire.send("PUT", "/v1/services/user-service", name + slow), 200);
    }
    service.latency(Duration.ofSeconds(2));
  }

  private static void fill(Wire wire, String pool, int count) throws Exception {
    String size = "\"size\":{\"max\":" + count + "}";
    require(
        wire.send(
            "POST",
            "/v1/pools",
            "{\"name\":\"" + pool + "\",\"services\":[\"user-service\"]," + size + "}"),
        201);
    Wire.Answer job =
        wire.send("POST", "/v1/accounts", "{\"pool\":\"" + pool + "\",\"count\":" + count + "}");
    require(job, 202);
    while (wire.send("GET", "/v1/jobs/" + job.text("id"), "")
        .body()
        .contains("\"finishedAt\":null")) {
      Thread.onSpinWait();
    }
  }

  private static Callers.Run lease(ServerRun server, String pool, int count) throws Exception {
    String body = "{\"pool\":\"" + pool + "\",\"labels\":{\"run\":\"bench\"}}";
    return Callers.run(
        server.url(),
        CALLERS,
        count,
        (wire, index) -> {
          Wire.Answer lease = wire.send("POST", "/v1/leases", body);
          require(lease, 201);
          require(wire.send("DELETE", "/v1/leases/" + lease.text("id"), ""), 204);
        });
  }

  private static void require(Wire.Answer answer, int status) {
    if (answer.status() != status) {
      throw new IllegalStateException("expected " + status + ", got " + answer);
    }
  }
}
