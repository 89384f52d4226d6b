package dev.testaccounts.connectors;

import static dev.testaccounts.connectors.Calls.PATIENT;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Declarations as people write them, and the connectors that come of them. */
final class Declared {

  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  /** Enough to keep accounts with. */
  static final String LEAST =
      """
      create: {path: /users, json: {name: "{{account.username}}", pass: "{{account.password}}"}}
      delete: {path: "/users/{{account.username}}"}
      """;

  private Declared() {}

  /** The settings of a service that declares these operations. */
  static String http(String yaml) {
    return settings("http:\n" + yaml.indent(2));
  }

  /** The settings of a connector as they are written. */
  static String settings(String yaml) {
    JsonNode node = YAML.readTree(yaml);
    return JsonMapper.builder().build().writeValueAsString(node);
  }

  static ServiceSpec spec(URI url, String recipe, String settings, Map<String, String> references) {
    return new ServiceSpec(
        "shop", url, "testing", recipe, settings, references, PATIENT, List.of("crm"), false);
  }

  static ServiceSpec spec(URI url, String yaml) {
    return spec(url, "http", http(yaml), Map.of());
  }

  static Connector connector(HttpConnectors connectors, ServiceSpec spec) {
    Id id = Calls.ANN.account();
    return connectors
        .connector(new TargetService(id, "shop", spec, 1, Instant.EPOCH))
        .orElseThrow();
  }

  /** The first mistake in a declaration. */
  static String mistake(HttpConnectors connectors, ServiceSpec spec) {
    return connectors.problemWith(spec).map(Problem::detail).orElse("(none)");
  }

  static Identity ann(@Nullable String remoteId) {
    return new Identity(
        Calls.ANN.account(),
        "ann",
        new Secret(Calls.PASSWORD),
        "ann@example.test",
        Map.of("country", "K\"R"),
        Map.of("team", "a/b"),
        Map.of("crm", "77"),
        remoteId);
  }

  /** An answer with a JSON body. */
  static String json(int status, String body, String... headers) {
    return text(status, "application/json", body, headers);
  }

  static String text(int status, String type, String body, String... headers) {
    return "HTTP/1.1 %d Whatever\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, String.join("", headers), type, body.length(), body);
  }

  /** Answers by the beginning of the request; 404 where none fits. */
  static Peer answering(Map<String, String> byStart) {
    return new Peer(
        (socket, request) -> {
          String answer =
              byStart.entrySet().stream()
                  .filter(each -> request.startsWith(each.getKey()))
                  .map(Map.Entry::getValue)
                  .findFirst()
                  .orElse("HTTP/1.1 404 Not here\r\nContent-Length: 0\r\n\r\n");
          Peer.write(socket, answer);
          return true;
        });
  }
}
