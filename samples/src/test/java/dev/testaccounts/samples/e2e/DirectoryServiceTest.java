package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.app.Server;
import dev.testaccounts.app.Settings;
import dev.testaccounts.app.config.TamYaml;
import dev.testaccounts.testkit.directory.Slapd;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A whole server with a real directory behind it. */
class DirectoryServiceTest {

  private static final int MANY = 100;

  private static final String DECLARED =
      """
      services:
        - name: directory
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
              attributes: {cn: "{{account.username}}", sn: Test, mail: "{{account.email}}"}
          credentials: {directory: "${file:SECRET}"}
          limits: {concurrency: 8, timeout: 5s}
      pools:
        - name: staff
          services: [directory]
          attributes: {email: "{username}@example.test"}
          size: {max: 200}
      """;

  @TempDir private Path folder;
  private Path secret;
  private Slapd directory;
  private Server server;
  private Wire wire;

  @BeforeEach
  void start() throws Exception {
    directory = Slapd.start(Files.createDirectory(folder.resolve("slapd")));
    secret = Files.writeString(folder.resolve("secret"), Slapd.ADMIN_PASSWORD);
    Path file =
        Files.writeString(
            folder.resolve("tam.yaml"),
            DECLARED
                .replace("URL", directory.url().toString())
                .replace("SECRET", secret.toString()));
    server = Server.start(new Settings(folder.resolve("data"), "127.0.0.1", 0, TamYaml.read(file)));
    wire = new Wire(server.url());
  }

  @AfterEach
  void stop() {
    server.close();
    directory.close();
  }

  @Test
  void a_hundred_accounts_are_made_leased_reset_and_removed() throws Exception {
    directory.add(Slapd.dn("somebody"), "inetOrgPerson");
    Wire.Answer job = wire.post("/v1/accounts", "{\"pool\":\"staff\",\"count\":" + MANY + "}");
    await(() -> count("free") == MANY);
    assertThat(job.status()).isEqualTo(202);
    assertThat(directory.people()).isEqualTo(MANY + 1);

    List<JsonNode> leases = leaseAll();
    for (JsonNode each : leases) {
      assertThat(wire.delete("/v1/leases/" + each.path("id").asString()).status()).isEqualTo(204);
    }
    await(() -> count("free") == MANY);
    assertThat(binds(leases.getFirst())).isFalse();

    assertThat(wire.post("/v1/cleanup", "{\"pool\":\"staff\"}").status()).isEqualTo(202);
    await(() -> directory.people() == 1);
    assertThat(directory.binds("somebody", Slapd.THEIR_PASSWORD)).isTrue();
  }

  private List<JsonNode> leaseAll() throws Exception {
    List<JsonNode> leases = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      Wire.Answer leased = wire.post("/v1/leases", "{\"pool\":\"staff\"}");
      assertThat(leased.status()).isEqualTo(201);
      assertThat(binds(leased.body())).isTrue();
      names.add(leased.body().at("/account/username").asString());
      leases.add(leased.body());
    }
    assertThat(names).hasSize(MANY);
    return leases;
  }

  private boolean binds(JsonNode lease) throws Exception {
    JsonNode account = lease.path("account");
    return directory.binds(
        account.path("username").asString(), account.path("password").asString());
  }

  @Test
  void a_name_that_somebody_else_has_stays_theirs() throws Exception {
    directory.add(Slapd.dn("taken"), "inetOrgPerson");
    HttpRequest rows =
        HttpRequest.newBuilder(wire.uri("/v1/accounts?pool=staff"))
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString("{\"username\":\"taken\"}\n"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(rows, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    }
    await(() -> count("quarantined") == 1);
    assertThat(directory.binds("taken", Slapd.THEIR_PASSWORD)).isTrue();
  }

  @Test
  void wrong_credentials_end_the_attempts_and_a_directory_that_is_down_does_not() throws Exception {
    directory.stop();
    assertThat(wire.post("/v1/accounts", "{\"pool\":\"staff\",\"count\":1}").status())
        .isEqualTo(202);
    await(() -> error().contains("nobody answers"));
    assertThat(count("quarantined")).isZero();
    directory.again();
    await(() -> count("free") == 1);

    Files.writeString(secret, "not-it");
    assertThat(wire.post("/v1/accounts", "{\"pool\":\"staff\",\"count\":1}").status())
        .isEqualTo(202);
    await(() -> count("quarantined") == 1);
    assertThat(error())
        .contains("service 'directory': create: our credentials are refused (LDAP 49)");
  }

  private String error() throws Exception {
    StringBuilder errors = new StringBuilder();
    for (JsonNode each : accounts("")) {
      errors.append(wire.get("/v1/accounts/" + each.path("id").asString()).body());
    }
    return errors.toString();
  }

  private int count(String state) throws Exception {
    return accounts("&state=" + state).size();
  }

  private List<JsonNode> accounts(String more) throws Exception {
    return wire.all("/v1/accounts?pool=staff" + more);
  }

  private static void await(Stage.Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("it never came about").isLessThan(end);
      assertThat(new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)).isFalse();
    }
  }
}
