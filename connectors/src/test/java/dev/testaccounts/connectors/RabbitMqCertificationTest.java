package dev.testaccounts.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.testkit.connector.ConnectorContract;
import dev.testaccounts.testkit.connector.ConnectorFixture;
import dev.testaccounts.testkit.connector.Remote;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The recipe of a service that has no create of its own, only a replace, under the kit's faults.
 */
class RabbitMqCertificationTest extends ConnectorContract {

  @Override
  protected ConnectorFixture fixture(Path folder) {
    return new HttpFixture(clock) {
      @Override
      String answer(String request) {
        return request.startsWith("GET /api/whoami ")
            ? status(passwords.entrySet().stream().anyMatch(each -> by(each, request)) ? 200 : 401)
            : super.answer(request);
      }

      // Whether it is this user who signs in.
      private boolean by(Map.Entry<String, String> user, String request) {
        String pair = user.getKey() + ":" + user.getValue();
        return request.contains(
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)) + "\r\n");
      }

      @Override
      String answer(String method, URI target, JsonNode body) {
        String name = last(target);
        String password = body.path("password").asString("");
        return switch (method + " " + target.getPath().replaceFirst("[^/]*$", "")) {
          case "PUT /api/users/" -> passwords.put(name, password) == null ? status(201) : done();
          case "DELETE /api/users/" -> passwords.remove(name) == null ? status(404) : done();
          case "GET /api/users/" -> passwords.containsKey(name) ? user(name) : status(404);
          case "GET /api/" -> Declared.json(200, JSON.writeValueAsString(listed()));
          default -> done();
        };
      }

      private String user(String name) {
        return Declared.json(200, JSON.writeValueAsString(Map.of("name", name)));
      }

      private List<Map<String, String>> listed() {
        return passwords.keySet().stream().map(each -> Map.of("name", each)).toList();
      }

      @Override
      ServiceSpec spec(URI url, Limits limits) {
        return new ServiceSpec(
            "broker", url, "testing", "rabbitmq", "{}", REFERENCES, limits, List.of(), false);
      }

      @Override
      public Pattern questions(Remote operation) {
        return Pattern.compile(
            switch (operation) {
              case CREATE, RESET -> "^PUT /api/users/";
              case DELETE -> "^DELETE /api/users/";
              case EXISTS -> "^GET /api/users/";
              case SIGN_IN -> "^GET /api/whoami$";
              case LIST -> "^GET /api/users$";
            });
      }

      @Override
      public Set<Remote> read() {
        return Set.of(Remote.CREATE, Remote.EXISTS, Remote.LIST);
      }
    };
  }
}
