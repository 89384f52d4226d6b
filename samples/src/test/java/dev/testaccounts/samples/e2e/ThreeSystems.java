package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.app.Server;
import dev.testaccounts.app.Settings;
import dev.testaccounts.app.config.TamYaml;
import dev.testaccounts.testkit.directory.Slapd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A whole server with a pool, {@code people}, whose accounts are in three systems, in order. */
final class ThreeSystems implements AutoCloseable {

  private static final String DECLARED =
      """
      services:
        - name: keycloak
          limits: {concurrency: 8, timeout: 4s}
      KEYCLOAK
        - name: directory
          dependsOn: [keycloak]
          url: URL
          connector:
            connid:
              bundle: ldap
              configuration:
                principal: "cn=admin,dc=example,dc=test"
                credentials: "{{credentials.directory}}"
                baseContexts: ["ou=people,dc=example,dc=test"]
              name: "uid={{account.username}},ou=people,dc=example,dc=test"
              login: "{{account.username}}"
              username: uid
              attributes:
                cn: "{{account.username}}"
                sn: Test
                mail: "{{account.email}}"
                employeeNumber: "{{enrollments.keycloak.id}}"
          credentials: {directory: "${file:SECRET}"}
          limits: {concurrency: 8, timeout: 4s}
        - name: broker
          dependsOn: [directory]
          limits: {concurrency: 8, timeout: 4s}
      BROKER
      pools:
        - name: people
          services: [broker, directory, keycloak]
          attributes: {email: "{username}@example.test"}
          password: {length: 18, symbol: "+"}
          size: {max: 20}
      """;

  private final Server server;
  private final Wire wire;

  private ThreeSystems(Server server) {
    this.server = server;
    this.wire = new Wire(server.url());
  }

  static ThreeSystems start(Path folder, Keycloak keycloak, Slapd directory, RabbitMq rabbit)
      throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), Slapd.ADMIN_PASSWORD);
    Path config =
        Files.writeString(
            folder.resolve("tam.yaml"),
            DECLARED
                .replace("URL", directory.url().toString())
                .replace("SECRET", secret.toString())
                .replace("BROKER\n", rabbit.declared(folder("broker", folder)))
                .replace("KEYCLOAK\n", keycloak.declared(folder("keycloak", folder))));
    return new ThreeSystems(
        Server.start(new Settings(folder.resolve("data"), "127.0.0.1", 0, TamYaml.read(config))));
  }

  private static Path folder(String name, Path folder) throws Exception {
    return Files.createDirectory(folder.resolve(name));
  }

  /** Leads a probe through a service, and those that it depends on. */
  JsonNode check(String service) throws Exception {
    return wire.post("/v1/services/" + service + "/check", "").body();
  }

  void create(int count) throws Exception {
    Wire.Answer job = wire.post("/v1/accounts", "{\"pool\":\"people\",\"count\":" + count + "}");
    assertThat(job.status()).isEqualTo(202);
  }

  void awaitFree(int count) throws Exception {
    await(() -> wire.all("/v1/accounts?pool=people&state=free").size() == count);
  }

  JsonNode lease() throws Exception {
    Wire.Answer lease = wire.post("/v1/leases", "{\"pool\":\"people\"}");
    assertThat(lease.status()).as(lease.body().toString()).isEqualTo(201);
    return lease.body();
  }

  void release(JsonNode lease) throws Exception {
    assertThat(wire.delete("/v1/leases/" + lease.path("id").asString()).status()).isEqualTo(204);
  }

  void cleanUp() throws Exception {
    Wire.Answer job = wire.post("/v1/cleanup", "{\"pool\":\"people\",\"includeLeased\":true}");
    assertThat(job.status()).isEqualTo(202);
    String path = "/v1/jobs/" + job.text("id");
    await(() -> !wire.get(path).body().path("finishedAt").isNull());
    assertThat(wire.get(path).body().path("failed").asInt()).isZero();
  }

  /** What is known of an account in each service. */
  Map<String, String> observed(JsonNode account) {
    Map<String, String> observed = new HashMap<>();
    account
        .path("enrollments")
        .forEach(
            each ->
                observed.put(each.path("service").asString(), each.path("observed").asString()));
    return observed;
  }

  /** The only account, once a service is seen to have failed it. */
  JsonNode awaitError(String service, String error) throws Exception {
    await(() -> !wire.all("/v1/accounts?pool=people").isEmpty());
    await(() -> error(only(), service).contains(error));
    return only();
  }

  private JsonNode only() throws Exception {
    String id = wire.all("/v1/accounts?pool=people").getFirst().path("id").asString();
    return wire.get("/v1/accounts/" + id).body();
  }

  private static String error(JsonNode account, String service) {
    return StreamSupport.stream(account.path("enrollments").spliterator(), false)
        .filter(each -> each.path("service").asString().equals(service))
        .map(each -> each.path("lastError").asString(""))
        .findFirst()
        .orElse("");
  }

  private static void await(Stage.Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("it never came about").isLessThan(end);
      assertThat(new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
