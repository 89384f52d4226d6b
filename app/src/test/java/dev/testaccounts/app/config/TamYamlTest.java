package dev.testaccounts.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.job.Retention;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in a tam.yaml is told with its line, in words. */
class TamYamlTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'services: [|1'|1|not YAML
          'services:\n  - name: a\n    url: http://localhost\n    colour: red'|4|colour
          'services:\n  - name: a\n    url: http://localhost\n    limits:\n      concurrency: many'|5|concurrency
          'pools:\n  - name: b'|2|services
          'services:\n  - name: a\n    url: http://localhost\n    movedFrom: h st'|4|services[0].movedFrom: expected an http or https URL
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
  void a_service_may_say_where_it_was_before_it_moved() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("tam.yaml"),
            """
            services:
              - {name: users, url: "http://localhost:2", movedFrom: "http://localhost:1/"}
              - {name: mail, url: "http://localhost:3"}
            """);

    assertThat(TamYaml.read(file).movedFrom())
        .containsExactly(Map.entry("users", URI.create("http://localhost:1")));
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
        .hasMessageStartingWith(file + ":1: " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'services: 5'|1|services: expected a list, got 5
          'services:\n  - name: a'|2|services[0]: expected 'url', which is missing
          'services:\n  - name: A\n    url: http://localhost'|2|services[0].name: expected 1 to 63 lower-case letters, digits and inner hyphens, got 'A'
          'services:\n  - name: a\n    url: localhost'|3|services[0].url: expected text such as http://localhost:8081, https://users.test.internal, got 'localhost'
          'services:\n  - name: a\n    url: http://localhost\n    limits:\n      rate: 5 a second'|5|services[0].limits.rate: expected text such as 50/s, 600/m, got '5 a second'
          'services:\n  - name: a\n    url: http://localhost\n    limits:\n      timeout: 5s\n      timout: 5s'|6|services[0].limits: there is no 'timout' here; expected concurrency, timeout, rate
          'services:\n  - name: a\n    url: http://localhost\n    limits:\n      concurrency: 0'|5|services[0].limits.concurrency: expected 1 or more, got 0
          'services:\n  - name: a\n    url: http://localhost\n    limits:\n      concurrency: 2000'|5|services[0].limits.concurrency: expected 1024 or less, got 2000
          'services:\n  - name: a\n    url: http://localhost\n    maintenance: soon'|4|services[0].maintenance: expected true or false, got 'soon'
          'services:\n  - name: a\n    url: http://localhost\n    credentials:\n      bearer: s3cret-value'|5|services[0].credentials.bearer: expected text such as ${env:NAME}, ${file:PATH}, ${vault:MOUNT/PATH#KEY}
          'services:\n  - name: a\n    url: http://localhost\n    limits: {timeout: 5}'|4|services[0].limits.timeout: expected a whole number with its unit, such as 500ms, 20s, 15m, 4h, 2d; or ISO 8601, such as PT15M, got 5
          'services:\n  - name: a\n    url: "htps://admin:s3cretpw@localhost"'|3|services[0].url: expected text such as http://localhost:8081, https://users.test.internal
          'services:\n  - name: a\n    url: http://localhost\n    connector: {http: {authentication: {bearer: sk_live_abc}, create: {path: /u}, delete: {path: /u}}}'|4|services[0].connector.http.authentication.bearer: expected keys with values
          'services:\n  - name: a\n    url: http://localhost\n    connector:\n      tls: {}'|4|services[0].connector: expected one of recipe, http, connid, scim
          'services:\n  - name: a\n    url: http://localhost\n    connector:\n      http:\n        create: {path: /u, method: MAKE}\n        delete: {path: /u}'|6|services[0].connector.http.create.method: expected one of GET, HEAD, POST, PUT, PATCH, DELETE, got 'MAKE'
          'services:\n  - name: a\n    url: http://localhost\n    connector:\n      http:\n        authentication: {}\n        create: {path: /u}\n        delete: {path: /u}'|6|services[0].connector.http.authentication: expected one of none, basic, bearer, apiKey, oauth2, session, aws
          'services:\n  - name: a\n    url: "http://local host"'|3|services[0].url: expected an http or https URL, got 'http://local host'
          'services:\n  - name: a\n    url: http://localhost\n  - name: a\n    url: http://localhost'|4|services[1].name: expected each once, got 'a' again
          'pools:\n  - name: a\n    services: []'|3|pools[0].services: expected at least 1
          'pools:\n  - name: a\n    services: [b]\n    username: 7'|4|pools[0].username: expected text, got 7
          'pools:\n  - name: a\n    services: [b]\n    onRelease: burn'|4|pools[0].onRelease: expected one of reset, delete, got 'burn'
          """)
  void a_mistake_says_what_was_expected(String text, int line, String message) throws Exception {
    Path file = Files.writeString(folder.resolve("my.yaml"), text.replace("\\n", "\n"));

    assertThatThrownBy(() -> TamYaml.read(file)).hasMessage(file + ":" + line + ": " + message);
  }

  @Test
  void several_mistakes_are_told_together_and_no_secret_is() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("my.yaml"),
            """
            services:
              - name: a
                url: http://localhost
                credentials: {bearer: s3cret}
                limits: {concurrency: many, rate: fast}
            """);

    assertThatThrownBy(() -> TamYaml.read(file))
        .message()
        .satisfies(
            message ->
                assertThat(message.lines())
                    .containsExactly(
                        file
                            + ":4: services[0].credentials.bearer: expected text such as"
                            + " ${env:NAME}, ${file:PATH}, ${vault:MOUNT/PATH#KEY}",
                        file
                            + ":5: services[0].limits.concurrency: expected a whole number, got"
                            + " 'many'",
                        file
                            + ":5: services[0].limits.rate: expected text such as 50/s, 600/m, got"
                            + " 'fast'"));
  }

  @Test
  void what_the_parser_met_is_told() throws Exception {
    Path file = Files.writeString(folder.resolve("my.yaml"), "services:\n\t- name: a\n");

    assertThatThrownBy(() -> TamYaml.read(file))
        .message()
        .startsWith(file + ":2: not YAML: ")
        .contains("TAB");
  }
}
