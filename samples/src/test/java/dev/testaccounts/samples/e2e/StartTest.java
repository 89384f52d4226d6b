package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.app.Server;
import dev.testaccounts.app.Settings;
import dev.testaccounts.app.StartException;
import dev.testaccounts.app.config.ConfigException;
import dev.testaccounts.app.config.Declared;
import dev.testaccounts.app.config.TamYaml;
import dev.testaccounts.core.job.Retention;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server says when it cannot start, and that it starts again with what it had. */
class StartTest {

  @TempDir Path folder;

  private Server start(int port) throws StartException {
    return Server.start(
        new Settings(folder.resolve("data"), "127.0.0.1", port, Declared.nothing()));
  }

  @Test
  void a_port_that_is_taken_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> start(port))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("port " + port)
          .hasMessageContaining("taken");
    }
    start(0).close();
  }

  @Test
  void a_data_folder_has_one_server() throws Exception {
    try (Server first = start(0)) {
      assertThatThrownBy(() -> start(0))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("in use by another server");
      assertThat(new Wire(first.url()).get("/health").status()).isEqualTo(200);
    }
  }

  @Test
  void a_store_whose_key_is_another_is_refused() throws Exception {
    start(0).close();
    Path key = folder.resolve("data").resolve("keyset.json");
    Path kept = Files.move(key, folder.resolve("kept.json"));

    assertThatThrownBy(() -> start(0))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("expected the key that the secrets of this store are sealed with");

    Files.move(kept, key, StandardCopyOption.REPLACE_EXISTING);
    start(0).close();
  }

  @Test
  void a_data_folder_that_cannot_be_written_is_named() throws Exception {
    Files.writeString(folder.resolve("data"), "a file, not a folder");

    assertThatThrownBy(() -> start(0))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(folder.resolve("data").toString());
  }

  @Test
  void an_address_that_others_can_reach_is_refused_without_authentication() {
    assertThatThrownBy(() -> Server.start(new Settings(folder, "0.0.0.0", 0, Declared.nothing())))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("loopback");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'services: [|1'|1|not YAML
          'services:\n  - name: a\n    url: http://localhost\n    colour: red'|2|colour
          'services:\n  - name: a\n    url: http://localhost\n    limits:\n      concurrency: many'|5|concurrency
          'pools:\n  - name: b'|2|services
          'services:\n  - name: a\n    name: b\n    url: http://localhost'|3|not YAML
          'guard: 5'|1|guard
          'retention:\n  events: 90 days'|2|retention.events
          'services:\n  - name: a\n    url: http://localhost\n    connector: {recipe: keycloak}'|4|connector.parameters.realm
          'services:\n  - name: a\n    url: http://localhost\n    connector:\n      http:\n        create:\n          path: /u\n          raw: "{{account.pasword}}"\n        delete: {path: /u}'|8|unknown variable 'account.pasword'
          'services:\n  - name: a\n    url: http://localhost\n    connector:\n      http:\n        create: {path: /u}\n        delete: {pth: /u}'|7|pth
          'services:\n  - name: a\n    url: http://localhost\n    connector:\n      recipe: rabbitmq\n      http:\n        logn: null'|6|logn
          'services:\n  - name: a\n    url: http://localhost\n    connector:\n      recipe: rabbitmq\n      http:\n        login: none'|7|connector.http.login
          'services:\n  - name: a\n    url: http://localhost\n    connector:\n      recipe: rabbitmq\n      http:\n        login:\n          basic: {user: x}'|8|user
          'services:\n  - name: a\n    url: http://localhost\n    connector: {recipe: rabbitmq, scim: {}}'|4|connector
          'services:\n  - name: a\n    url: http://localhost\n    connector: {http: {delete: {path: /u}}}'|4|connector.http
          """)
  void a_broken_tam_yaml_is_told_with_line_and_reason(String text, int line, String reason)
      throws Exception {
    Path file = Files.writeString(folder.resolve("tam.yaml"), text.replace("\\n", "\n"));

    assertThatThrownBy(() -> TamYaml.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file + ":" + line + ":")
        .hasMessageContaining(reason);
  }

  @Test
  void a_tam_yaml_says_how_long_what_is_over_is_kept() throws Exception {
    Path file =
        Files.writeString(folder.resolve("tam.yaml"), "retention: {tombstones: 7d, leases: 48h}\n");

    assertThat(TamYaml.read(file).retention())
        .isEqualTo(
            new Retention(
                Duration.ofDays(7), Duration.ofDays(90), Duration.ofDays(2), Duration.ofDays(30)));
    assertThat(Declared.nothing().retention()).isEqualTo(Retention.standard());
  }

  @ParameterizedTest
  @CsvSource({
    "1h, 'retention.jobs: expected 1d or more, got PT1H'",
    "999999d, 'retention.jobs: expected a duration such as'"
  })
  void a_retention_that_cannot_be_is_refused(String time, String reason) throws Exception {
    Path file = Files.writeString(folder.resolve("tam.yaml"), "retention: {jobs: " + time + "}\n");

    assertThatThrownBy(() -> TamYaml.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file + ": " + reason);
  }

  @Test
  void a_tam_yaml_that_names_a_forbidden_host_stops_the_start() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("tam.yaml"), "services:\n  - name: a\n    url: http://example.com\n");

    assertThatThrownBy(
            () ->
                Server.start(
                    new Settings(folder.resolve("data"), "127.0.0.1", 0, TamYaml.read(file))))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("service 'a'")
        .hasMessageContaining("example.com");
  }

  @Test
  void a_restarted_server_has_what_it_had() throws Exception {
    String body = "{\"name\":\"a\",\"url\":\"http://localhost:9\"}";
    try (Server first = start(0)) {
      assertThat(new Wire(first.url()).post("/v1/services", body).status()).isEqualTo(201);
    }
    try (Server second = start(0)) {
      assertThat(new Wire(second.url()).get("/v1/services/a").text("url"))
          .isEqualTo("http://localhost:9");
    }
  }
}
