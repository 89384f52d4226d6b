package dev.testaccounts.connectors;

import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.testkit.connector.ConnectorContract;
import dev.testaccounts.testkit.connector.ConnectorFixture;
import dev.testaccounts.testkit.connector.Remote;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A declared service, with every operation there is, under the faults of the kit. */
class DeclaredCertificationTest extends ConnectorContract {

  private static final int PAGE = 3;

  private static final String DECLARED =
      """
      create:
        path: /users
        json: {name: "{{account.username}}", pass: "{{account.password}}"}
        id: $.id
      exists:
        path: /users
        query: {name: "{{account.username}}"}
        items: $.users[*]
        username: $.name
        id: $.id
      reset: {method: PUT, path: "/users/{{enrollment.id}}", json: {pass: "{{account.password}}"}}
      delete: {path: "/users/{{enrollment.id}}"}
      login:
        path: /session
        json: {name: "{{account.username}}", pass: "{{account.password}}"}
        tokens: {accessToken: $.token}
      list:
        path: /users
        items: $.users[*]
        username: $.name
        id: $.id
        paging: {offset: {parameter: from, size: {parameter: most, value: 3}}}
      check: {path: /health}
      """;

  @Override
  protected ConnectorFixture fixture(Path folder) {
    return new Users(clock);
  }

  /** Users who are known by {@code id-NAME}. */
  private static final class Users extends HttpFixture {

    Users(InstantSource clock) {
      super(clock);
    }

    @Override
    String answer(String method, URI target, JsonNode body) {
      String id = last(target).replaceFirst("^id-", "");
      String password = body.path("pass").asString("");
      return switch (method + " " + target.getPath().replaceFirst("id-.*", "")) {
        case "POST /users" -> created(body.path("name").asString(), password);
        case "POST /session" -> signedIn(body.path("name").asString(), password);
        case "PUT /users/" -> status(passwords.replace(id, password) == null ? 404 : 200);
        case "DELETE /users/" -> status(passwords.remove(id) == null ? 404 : 200);
        case "GET /users" -> listed(target);
        default -> status(200);
      };
    }

    private String created(String name, String password) {
      return passwords.putIfAbsent(name, password) == null
          ? Declared.json(201, "{\"id\":\"id-" + name + "\"}")
          : status(409);
    }

    private String signedIn(String name, String password) {
      return letsIn(name, password) ? Declared.json(200, "{\"token\":\"t\"}") : status(401);
    }

    private String listed(URI target) {
      String name = parameter(target, "name");
      String from = parameter(target, "from");
      List<String> found =
          name.isEmpty()
              ? page(Integer.parseInt(from), PAGE)
              : passwords.keySet().stream().filter(name::equals).toList();
      var users = found.stream().map(each -> Map.of("name", each, "id", "id-" + each)).toList();
      return Declared.json(200, JSON.writeValueAsString(Map.of("users", users)));
    }

    @Override
    ServiceSpec spec(URI url, Limits limits) {
      return new ServiceSpec(
          "shop",
          url,
          "testing",
          "http",
          Declared.http(DECLARED),
          Map.of(),
          limits,
          List.of(),
          false);
    }

    @Override
    public Pattern questions(Remote operation) {
      return Pattern.compile(
          switch (operation) {
            case CREATE -> "^POST /users$";
            case DELETE -> "^DELETE ";
            case EXISTS -> "^GET /users\\?name=";
            case RESET -> "^PUT ";
            case LIST -> "^GET /users\\?most=";
            case SIGN_IN -> "^POST /session$";
          });
    }

    @Override
    public Set<Remote> read() {
      return Set.of(Remote.CREATE, Remote.EXISTS, Remote.LIST, Remote.SIGN_IN);
    }

    @Override
    public int mostPerPage() {
      return PAGE;
    }
  }
}
