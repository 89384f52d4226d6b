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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A real server with a real store beside a real service, each on a port of its own. */
final class Stage implements AutoCloseable {

  private final UserService service;
  private final Server server;
  private final Wire wire;

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

  @Override
  public void close() {
    server.close();
    service.close();
  }
}
