package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.app.Server;
import dev.testaccounts.app.Settings;
import dev.testaccounts.app.config.TamYaml;
import dev.testaccounts.testkit.directory.Authority;
import dev.testaccounts.testkit.directory.Slapd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A whole server with a directory that speaks TLS, once told whom to trust and once not. */
class SecureDirectoryServiceTest {

  private static final String SERVICE =
      """
        - name: NAME
          url: URL
          connector:
            TLS
            connid:
              bundle: ldap
              configuration:
                principal: "cn=admin,dc=example,dc=test"
                credentials: "{{credentials.directory}}"
                baseContexts: ["ou=people,dc=example,dc=test"]
                changeLogBlockSize: SIZE
              name: "uid={{account.username}},ou=people,dc=example,dc=test"
              login: "{{account.username}}"
              attributes: {cn: "{{account.username}}", sn: Test}
          credentials: {directory: "${file:SECRET}"}
          limits: {concurrency: 4, timeout: 5s}
      """;

  private static final String POOLS =
      """
      pools:
        - {name: staff, services: [trusted]}
        - {name: strangers, services: [untrusted]}
      """;

  @TempDir private Path folder;
  private Slapd directory;
  private Server server;
  private Wire wire;

  @BeforeEach
  void start() throws Exception {
    Authority authority = Authority.in(Files.createDirectory(folder.resolve("authority")));
    int port = Slapd.freePort();
    directory =
        Slapd.start(
            Files.createDirectory(folder.resolve("slapd")),
            port,
            authority.signed("directory", "ip:127.0.0.1"));
    Path secret = Files.writeString(folder.resolve("secret"), Slapd.ADMIN_PASSWORD);
    String service =
        SERVICE.replace("URL", "ldaps://127.0.0.1:" + port).replace("SECRET", secret.toString());
    // Two services of one configuration share their connections, so that theirs is apart.
    String trust = "tls: {authority: \"" + authority.certificate() + "\"}";
    Path file =
        Files.writeString(
            folder.resolve("tam.yaml"),
            "services:\n"
                + service.replace("NAME", "trusted").replace("TLS", trust).replace("SIZE", "100")
                + service
                    .replace("NAME", "untrusted")
                    .replace("TLS", "# nobody is told")
                    .replace("SIZE", "101")
                + POOLS);
    server = Server.start(new Settings(folder.resolve("data"), "127.0.0.1", 0, TamYaml.read(file)));
    wire = new Wire(server.url());
  }

  @AfterEach
  void stop() {
    server.close();
    directory.close();
  }

  @Test
  void who_is_told_its_authority_gets_in_and_who_is_not_is_told_why() throws Exception {
    Wire.Answer lease = wire.post("/v1/leases", "{\"pool\":\"staff\",\"fresh\":true}");
    assertThat(lease.status()).as(lease.body().toString()).isEqualTo(201);
    JsonNode account = lease.body().path("account");
    String username = account.path("username").asString();
    assertThat(directory.binds(username, account.path("password").asString())).isTrue();

    assertThat(wire.post("/v1/accounts", "{\"pool\":\"strangers\",\"count\":1}").status())
        .isEqualTo(202);
    awaitStranger(
        "service 'untrusted': create: no TLS connection: its certificate is not from an authority"
            + " that is trusted; see connector.tls");
    assertThat(directory.usernames()).containsExactly(username);
  }

  private String stranger() throws Exception {
    StringBuilder said = new StringBuilder();
    for (JsonNode each : wire.all("/v1/accounts?pool=strangers")) {
      said.append(wire.get("/v1/accounts/" + each.path("id").asString()).body());
    }
    return said.toString();
  }

  private void awaitStranger(String expected) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!stranger().contains(expected)) {
      assertThat(System.nanoTime()).as("got %s", stranger()).isLessThan(end);
      assertThat(new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)).isFalse();
    }
  }
}
