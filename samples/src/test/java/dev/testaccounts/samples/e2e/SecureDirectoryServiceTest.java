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
              name: "uid={{account.username}},ou=people,dc=example,dc=test"
              login: "{{account.username}}"
              attributes: {cn: "{{account.username}}", sn: Test}
          credentials: {directory: "${file:SECRET}"}
          limits: {concurrency: 4, timeout: 5s}
      """;

  private static final String POOLS =
      """
      pools:
        - {name: staff, services: [known]}
        - {name: strangers, services: [unknown]}
      """;

  @TempDir private Path folder;
  private Authority authority;

  @BeforeEach
  void found() throws Exception {
    authority = Authority.in(Files.createDirectory(folder.resolve("authority")));
  }

  /** Two services of one directory, which differ in nothing but their TLS. */
  private Server serve(int port, String known, String unknown) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), Slapd.ADMIN_PASSWORD);
    String service =
        SERVICE.replace("URL", "ldaps://127.0.0.1:" + port).replace("SECRET", secret.toString());
    Path file =
        Files.writeString(
            folder.resolve("tam.yaml"),
            "services:\n"
                + service.replace("NAME", "known").replace("TLS", known)
                + service.replace("NAME", "unknown").replace("TLS", unknown)
                + POOLS);
    return Server.start(new Settings(folder.resolve("data"), "127.0.0.1", 0, TamYaml.read(file)));
  }

  private Path empty(String name) throws Exception {
    return Files.createDirectory(folder.resolve(name));
  }

  private String trust() throws Exception {
    return "authority: \"" + authority.certificate() + "\"";
  }

  @Test
  void who_is_told_its_authority_gets_in_and_who_is_not_is_told_why() throws Exception {
    int port = Slapd.freePort();
    try (Slapd directory =
            Slapd.start(empty("slapd"), port, authority.signed("directory", "ip:127.0.0.1"));
        Server server = serve(port, "tls: {" + trust() + "}", "# nobody is told")) {
      onlyTheKnownOneGetsIn(
          directory,
          new Wire(server.url()),
          "service 'unknown': create: no TLS connection: its certificate is not from an authority"
              + " that is trusted; see connector.tls");
    }
  }

  @Test
  void who_shows_the_certificate_that_a_directory_demands_gets_in_and_who_has_none_does_not()
      throws Exception {
    int port = Slapd.freePort();
    Authority.Proof own = authority.signed("tam", "dns:tam.example.test");
    String shown =
        "tls: {%s, certificate: \"%s\", key: \"%s\"}"
            .formatted(trust(), own.certificate(), own.key());
    try (Slapd directory =
            Slapd.demanding(
                empty("slapd"),
                port,
                authority.signed("directory", "ip:127.0.0.1"),
                authority.certificate());
        Server server = serve(port, shown, "tls: {" + trust() + "}")) {
      onlyTheKnownOneGetsIn(
          directory,
          new Wire(server.url()),
          "no TLS connection: the handshake failed, or it demands a certificate of ours; see"
              + " connector.tls");
    }
  }

  private static void onlyTheKnownOneGetsIn(Slapd directory, Wire wire, String unknown)
      throws Exception {
    Wire.Answer lease = wire.post("/v1/leases", "{\"pool\":\"staff\",\"fresh\":true}");
    assertThat(lease.status()).as(lease.body().toString()).isEqualTo(201);
    JsonNode account = lease.body().path("account");
    String username = account.path("username").asString();
    assertThat(directory.binds(username, account.path("password").asString())).isTrue();

    assertThat(wire.post("/v1/accounts", "{\"pool\":\"strangers\",\"count\":1}").status())
        .isEqualTo(202);
    awaitStranger(wire, unknown);
    assertThat(directory.usernames()).containsExactly(username);
  }

  private static String stranger(Wire wire) throws Exception {
    StringBuilder said = new StringBuilder();
    for (JsonNode each : wire.all("/v1/accounts?pool=strangers")) {
      said.append(wire.get("/v1/accounts/" + each.path("id").asString()).body());
    }
    return said.toString();
  }

  private static void awaitStranger(Wire wire, String expected) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!stranger(wire).contains(expected)) {
      assertThat(System.nanoTime()).as("got %s", stranger(wire)).isLessThan(end);
      assertThat(new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)).isFalse();
    }
  }
}
