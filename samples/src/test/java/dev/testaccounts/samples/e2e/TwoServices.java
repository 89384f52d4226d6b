package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.app.Server;
import dev.testaccounts.app.Settings;
import dev.testaccounts.app.config.TamYaml;
import dev.testaccounts.samples.userservice.UserService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * A real server beside two real services, {@code well} and {@code sick}, with a pool in each
 * ({@code brisk}, {@code slow}) and one in both, where {@code well} comes first.
 */
final class TwoServices implements AutoCloseable {

  final UserService well = UserService.start(UserService.Options.local());
  final UserService sick;
  final Wire wire;
  private final Server server;

  /**
   * @param timeout how long a call to {@code sick} may take
   */
  TwoServices(Path folder, String timeout) throws Exception {
    this(folder, timeout, Duration.ZERO);
  }

  /**
   * @param latency how long a call to {@code sick} does take
   */
  TwoServices(Path folder, String timeout, Duration latency) throws Exception {
    sick = UserService.start(new UserService.Options("127.0.0.1", 0, latency));
    Path config =
        Files.writeString(
            folder.resolve("tam.yaml"),
            """
      services:
        - name: well
          url: %s
          limits: {concurrency: 4, timeout: 5s, rate: 5000/s}
        - name: sick
          url: %s
          limits: {concurrency: 4, timeout: %s}
          dependsOn: [well]
          maintenance: false
      pools:
        - {name: brisk, services: [well], size: {max: 300}}
        - {name: slow, services: [sick], size: {max: 300}}
        - {name: both, services: [well, sick], size: {max: 300}}
      """
                .formatted(well.url(), sick.url(), timeout));
    server =
        Server.start(new Settings(folder.resolve("data"), "127.0.0.1", 0, TamYaml.read(config)));
    wire = new Wire(server.url());
  }

  /** Begins a bulk creation. */
  String create(String pool, int count) throws Exception {
    Wire.Answer job =
        wire.post("/v1/accounts", "{\"pool\":\"" + pool + "\",\"count\":" + count + "}");
    assertThat(job.status()).isEqualTo(202);
    return job.text("id");
  }

  JsonNode job(String id) throws Exception {
    return wire.get("/v1/jobs/" + id).body();
  }

  /** Waits for the end of a job; how many of its items succeeded. */
  int succeeded(String id) throws Exception {
    await(() -> !job(id).path("finishedAt").isNull());
    return job(id).path("succeeded").asInt();
  }

  JsonNode service(String name) throws Exception {
    return wire.get("/v1/services/" + name).body();
  }

  void maintain(boolean maintenance) throws Exception {
    String body = "{\"url\":\"" + sick.url() + "\",\"maintenance\":" + maintenance + "}";
    Wire.Answer changed = wire.send("PUT", "/v1/services/sick", body);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body().path("maintenance").asBoolean()).isEqualTo(maintenance);
  }

  void await(Stage.Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("it never came about").isLessThan(end);
      assertThat(new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  /** The services go first: a call that hangs would hold up the server's own end. */
  @Override
  public void close() {
    sick.close();
    well.close();
    server.close();
  }
}
