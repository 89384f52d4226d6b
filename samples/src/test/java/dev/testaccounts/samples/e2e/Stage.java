package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.app.Server;
import dev.testaccounts.app.Settings;
import dev.testaccounts.app.config.Declared;
import dev.testaccounts.app.config.TamYaml;
import dev.testaccounts.samples.userservice.UserService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A real server with a real store beside a real service, each on a port of its own. */
final class Stage implements AutoCloseable {

  private final UserService service;
  private final Server server;
  private final Wire wire;
  private final List<String> foreign = new ArrayList<>();
  private boolean closed;

  private Stage(UserService service, Server server) {
    this.service = service;
    this.server = server;
    this.wire = new Wire(server.url());
  }

  /**
   * With the service registered as {@code user-service} and a pool {@code buyers} of at most 300
   * accounts.
   */
  static Stage withPool(Path folder) throws Exception {
    UserService service = UserService.start(UserService.Options.local());
    Path config =
        Files.writeString(
            folder.resolve("tam.yaml"),
            """
            services:
              - name: user-service
                url: %s
                limits: {concurrency: 32, timeout: 400ms}
            pools:
              - name: buyers
                services: [user-service]
                attributes: {email: "{username}@example.test", country: KR}
                size: {max: 300}
                lease: {ttl: 15m, maxTtl: 4h}
            guard: {deletionsPerHour: 400}
            """
                .formatted(service.url()));
    return new Stage(service, server(folder, TamYaml.read(config)));
  }

  private static Server server(Path folder, Declared declared) throws Exception {
    return Server.start(new Settings(folder.resolve("data"), "127.0.0.1", 0, declared));
  }

  /** An account that somebody else made in the service; it must still be there in the end. */
  void foreign(String username) throws Exception {
    Wire.Answer made =
        new Wire(service.url())
            .post("/create_account", "{\"username\":\"" + username + "\",\"password\":\"hers\"}");
    assertThat(made.status()).isEqualTo(200);
    foreign.add(username);
  }

  Wire wire() {
    return wire;
  }

  UserService service() {
    return service;
  }

  /** Asks again until something is so. */
  void await(Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("it never came about").isLessThan(end);
      assertThat(new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  interface Condition {
    boolean holds() throws Exception;
  }

  /** Makes so many free accounts in the pool. */
  void fill(int count) throws Exception {
    Wire.Answer job = wire.post("/v1/accounts", "{\"pool\":\"buyers\",\"count\":" + count + "}");
    assertThat(job.status()).isEqualTo(202);
    awaitJob(job.text("id"));
  }

  Wire.Answer awaitJob(String id) throws Exception {
    await(() -> !wire.get("/v1/jobs/" + id).body().path("finishedAt").isNull());
    return wire.get("/v1/jobs/" + id);
  }

  /** How many accounts of the pool are in a state. */
  int count(String state) throws Exception {
    return wire.all("/v1/accounts?pool=buyers&state=" + state).size();
  }

  /** Ends it, and holds it to what must be so at any moment, whatever the test did. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (service;
        server) {
      new Oracle(service, new Journal(), foreign).check(new LedgerOverHttp(wire));
      checkJobs();
    } catch (Exception e) {
      throw new AssertionError("the promises could not be checked", e);
    }
  }

  /** Nothing is silent: every item of a job that ended has its result. */
  private void checkJobs() throws Exception {
    for (JsonNode job : wire.all("/v1/jobs")) {
      int results =
          job.path("succeeded").asInt()
              + job.path("failed").asInt()
              + job.path("cancelled").asInt();
      if (!job.path("finishedAt").isNull()) {
        assertThat(results).as("results of %s", job).isEqualTo(job.path("total").asInt());
      }
    }
  }
}
