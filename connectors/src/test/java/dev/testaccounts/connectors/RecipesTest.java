package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.connectors.declaration.Recipes;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.SignIn;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recipes that ship, on the wire as their products' documentation has it. */
class RecipesTest {

  private static final Map<String, String> REFERENCES =
      Map.of(
          "username", "${env:NAME}",
          "password", "${env:PASS}",
          "bearer", "${env:PASS}",
          "apiKey", "${env:PASS}",
          "clientId", "${env:NAME}",
          "clientSecret", "${env:PASS}",
          "accessKeyId", "${env:NAME}",
          "secretAccessKey", "${env:PASS}");

  private final HttpConnectors connectors =
      new HttpConnectors(
          Guard.loopback(), Map.of("NAME", "admin", "PASS", "s3cret"), () -> Calls.NOW);

  @AfterEach
  void close() {
    connectors.close();
  }

  private Connector connector(Peer peer, String recipe, String parameters) {
    return Declared.connector(
        connectors,
        Declared.spec(
            peer.url(), recipe, Declared.settings("parameters: " + parameters), REFERENCES));
  }

  private static List<String> targets(Peer peer) {
    return peer.requests.stream().map(each -> each.substring(0, each.indexOf(" HTTP"))).toList();
  }

  @Test
  void every_recipe_can_be_read() {
    for (String recipe : Recipes.names()) {
      String parameters =
          switch (recipe) {
            case "keycloak" -> "{realm: test}";
            case "auth0" -> "{audience: a}";
            case "firebase" -> "{project: p}";
            case "cognito" -> "{pool: p, client: c}";
            default -> "{}";
          };
      assertThat(
              Declared.mistake(
                  connectors,
                  Declared.spec(
                      URI.create("http://127.0.0.1:1"),
                      recipe,
                      Declared.settings("parameters: " + parameters),
                      REFERENCES)))
          .as(recipe)
          .isEqualTo("(none)");
    }
  }

  /** What is another place has none of the accounts that are in the one before. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keycloak|parameters: {realm: a}|parameters: {realm: b}|false",
        "keycloak|parameters: {realm: a}|parameters: {realm: a, loginClient: x}|true",
        "ejabberd|{}|parameters: {host: localhost}|true",
        "ejabberd|{}|parameters: {host: x.test}|false",
        "rabbitmq|{}|parameters: {tags: x}|true",
        "http|parameters: {a: b}|parameters: {a: c}|true",
        "simple|{}|{}|true",
        "scim|scim: {path: /a}|scim: {path: /b}|false",
        "scim|scim: {path: /a}|scim: {path: /a, attributes: {}}|true",
        "connid|connid: {bundle: ldap, name: 'uid=x,ou=a'}|connid: {bundle: ldap, name: 'uid=x,ou=b'}|false",
        "connid|connid: {configuration: {baseContexts: a}}|connid: {configuration: {baseContexts: b}}|false",
        "connid|connid: {bundle: ldap}|connid: {bundle: ldap, login: x}|true",
      })
  void a_place_is_told_from_another(String recipe, String before, String after, boolean same) {
    URI url = URI.create("http://127.0.0.1:1");
    String place =
        connectors.place(Declared.spec(url, recipe, Declared.settings(before), Map.of()));

    assertThat(
            connectors
                .place(Declared.spec(url, recipe, Declared.settings(after), Map.of()))
                .equals(place))
        .isEqualTo(same);
    assertThat(
            connectors.place(
                Declared.spec(
                    URI.create("http://127.0.0.1:2"), recipe, Declared.settings(before), Map.of())))
        .isNotEqualTo(place);
  }

  @Test
  void keycloak_keeps_the_users_of_a_realm() {
    String users = "/admin/realms/test/users";
    try (Peer peer =
        Declared.answering(
            Map.of(
                "POST /realms/master/",
                Declared.json(200, "{\"access_token\":\"t\",\"expires_in\":60}"),
                "POST " + users + " ",
                Declared.json(201, "", "Location: http://k" + users + "/u-1\r\n"),
                "GET " + users + "?username=ann&exact=true ",
                Declared.json(200, "[{\"id\":\"u-1\",\"username\":\"ann\"}]"),
                "POST " + users + "/u-1/logout ",
                "HTTP/1.1 204 Done\r\n\r\n",
                "PUT " + users + "/u-1",
                "HTTP/1.1 204 Done\r\n\r\n",
                "DELETE " + users + "/u-1 ",
                "HTTP/1.1 204 Done\r\n\r\n"))) {
      Connector keycloak = connector(peer, "keycloak", "{realm: test}");

      assertThat(keycloak.create(Declared.ann(null))).isEqualTo(new Reply.Done("u-1"));
      assertThat(keycloak.exists(Declared.ann(null))).isEqualTo(new Reply.Done("u-1"));
      assertThat(keycloak.reset(Declared.ann("u-1"))).isInstanceOf(Reply.Done.class);
      assertThat(keycloak.delete(Declared.ann(null))).isInstanceOf(Reply.Done.class);

      assertThat(targets(peer))
          .containsExactly(
              "POST /realms/master/protocol/openid-connect/token",
              "POST " + users,
              "GET " + users + "?username=ann&exact=true",
              "PUT " + users + "/u-1",
              "PUT " + users + "/u-1/reset-password",
              "POST " + users + "/u-1/logout",
              "GET " + users + "?username=ann&exact=true",
              "DELETE " + users + "/u-1");
      assertThat(peer.requests.get(4))
          .endsWith("{\"type\":\"password\",\"value\":\"Tam1_hunter2\",\"temporary\":false}");
    }
  }

  /** Found by the id that we chose, whatever its address became, or by the one it has. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auth0|{audience: a}|-|GET /api/v2/users/auth0%7CID",
        "auth0|{audience: a}|auth0!x|GET /api/v2/users/auth0%7Cx",
        "okta|{}|-|GET /api/v1/users/ann%40example.test",
        "okta|{}|00u1|GET /api/v1/users/00u1",
        "firebase|{project: p}|-|POST /v1/projects/p/accounts:lookup",
      })
  void an_account_is_asked_for_by_what_identifies_it(
      String recipe, String parameters, String id, String expected) {
    try (Peer peer =
        Declared.answering(
            Map.of(
                "POST /oauth/token",
                Declared.json(200, "{\"access_token\":\"t\",\"expires_in\":60}"),
                "GET /api/",
                Declared.json(200, "{\"user_id\":\"x\",\"id\":\"x\"}"),
                "POST /v1",
                Declared.json(200, "{\"users\":[{\"localId\":\"x\"}]}")))) {
      String known = id.equals("-") ? null : id.replace('!', '|');

      assertThat(connector(peer, recipe, parameters).exists(Declared.ann(known)))
          .isEqualTo(new Reply.Done("x"));

      assertThat(targets(peer))
          .last()
          .isEqualTo(expected.replace("ID", Calls.ANN.account().value()));
    }
  }

  /** Their lists hold people, too, who were made otherwise. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auth0|{audience: a}|[{\"nickname\":\"ann\",\"user_id\":\"x\"}]",
        "okta|{}|[{\"id\":\"y\",\"profile\":{}},{\"id\":\"x\",\"profile\":{\"lastName\":\"ann\"}}]",
        "firebase|{project: p}|{\"users\":[{\"localId\":\"y\"},{\"localId\":\"x\",\"displayName\":\"ann\"}]}",
        "firebase|{project: p}|{\"users\":[{\"localId\":\"y\"}]}",
      })
  void a_list_tells_the_names_that_we_gave(String recipe, String parameters, String users) {
    try (Peer peer =
        Declared.answering(
            Map.of(
                "POST /oauth/token",
                Declared.json(200, "{\"access_token\":\"t\",\"expires_in\":60}"),
                "GET /",
                Declared.json(200, users)))) {
      assertThat(connector(peer, recipe, parameters).list(null))
          .isInstanceOfSatisfying(
              Listing.Part.class,
              part ->
                  assertThat(part.accounts())
                      .isEqualTo(
                          users.contains("ann")
                              ? List.of(new Listing.Listed("ann", "x"))
                              : List.of()));
    }
  }

  @Test
  void rabbitmq_never_replaces_a_user_who_is_somebody_elses() {
    try (Peer peer = Peer.saying(Declared.json(200, "{\"name\":\"ann\"}"))) {
      assertThat(connector(peer, "rabbitmq", "{}").create(Declared.ann(null)))
          .isInstanceOf(Reply.Conflict.class);
      assertThat(targets(peer)).containsExactly("GET /api/users/ann");
    }
  }

  @Test
  void rabbitmq_lets_a_user_in_by_the_users_own_password() {
    try (Peer peer = Peer.status(200)) {
      Connector rabbit = connector(peer, "rabbitmq", "{}");

      assertThat(rabbit.signIn(Declared.ann(null))).isInstanceOf(SignIn.In.class);

      assertThat(targets(peer)).containsExactly("GET /api/whoami");
      assertThat(shown(rabbit, "login")).contains("Authorization=Basic ***");
    }
  }

  @Test
  void what_a_service_says_beside_a_recipe_takes_the_place_of_what_that_says() {
    try (Peer peer = Peer.status(201)) {
      Connector rabbit =
          Declared.connector(
              connectors,
              Declared.spec(
                  peer.url(),
                  "rabbitmq",
                  Declared.settings(
                      """
                      parameters: {tags: monitoring}
                      http:
                        login: null
                        create:
                          asksFirst: null
                          json: {tags: "{{parameters.tags}},x", more: {of: "{{account.email}}"}}
                          conflict: [409, 204]
                      """),
                  REFERENCES));

      assertThat(rabbit.capabilities())
          .contains(Capability.RESET)
          .doesNotContain(Capability.SIGN_IN);
      assertThat(rabbit.create(Declared.ann(null))).isInstanceOf(Reply.Done.class);

      assertThat(peer.requests).hasSize(1);
      assertThat(peer.requests.getFirst())
          .startsWith("PUT /api/users/ann HTTP")
          .endsWith(
              "{\"password\":\"Tam1_hunter2\",\"tags\":\"monitoring,x\","
                  + "\"more\":{\"of\":\"ann@example.test\"}}");
      assertThat(shown(rabbit, "reset")).contains("\"tags\":\"monitoring\"");
    }
  }

  private static String shown(Connector connector, String operation) {
    return connector.shown(operation).orElseThrow().toString();
  }

  /** As something before the service may answer, such as a proxy with a page of its own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rabbitmq|{}|text/html|<html>Sign in</html>|expected JSON, got text/html",
        "keycloak|{realm: test}|text/html|<html>Sign in</html>|expected JSON, got text/html",
        "rabbitmq|{}|application/json|{\"error\":\"later\"}|expected a username at $['name'] in each of $, got none",
        "keycloak|{realm: test}|application/json|{\"error\":\"later\"}|expected a list at $, got an object with error",
      })
  void what_is_no_user_says_nothing_of_one(
      String recipe, String parameters, String type, String body, String expected) {
    try (Peer peer =
        Declared.answering(
            Map.of(
                "POST /realms/master/",
                Declared.json(200, "{\"access_token\":\"t\",\"expires_in\":60}"),
                "GET /",
                Declared.text(200, type, body)))) {
      assertThat(connector(peer, recipe, parameters).exists(Declared.ann(null)))
          .isEqualTo(new Reply.Unknown("service 'shop': exists: " + expected));
    }
  }

  @Test
  void ejabberd_says_no_with_a_one() {
    try (Peer peer = Peer.saying(Declared.json(200, "1"))) {
      assertThat(connector(peer, "ejabberd", "{host: x.test}").exists(Declared.ann(null)))
          .isEqualTo(new Reply.Absent());
      assertThat(peer.requests.getFirst()).endsWith("{\"user\":\"ann\",\"host\":\"x.test\"}");
    }
  }

  /** What a command of a module that is not on is answered with. */
  @Test
  void ejabberd_without_a_command_is_not_taken_for_one_without_an_account() {
    try (Peer peer = Peer.saying(Declared.json(404, "{\"message\":\"Endpoint not found.\"}"))) {
      Connector ejabberd = connector(peer, "ejabberd", "{}");
      for (Reply reply :
          List.of(
              ejabberd.exists(Declared.ann(null)),
              ejabberd.delete(Declared.ann(null)),
              ejabberd.check())) {
        assertThat(reply.toString()).contains("expected 200, got 404");
        assertThat(reply).isInstanceOf(Reply.Rejected.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, In", "1, Refused"})
  void ejabberd_is_asked_by_the_administrator_whether_a_password_is_right(
      String said, String expected) {
    try (Peer peer = Peer.saying(Declared.json(200, said))) {
      assertThat(connector(peer, "ejabberd", "{}").signIn(Declared.ann(null)).toString())
          .startsWith(expected + "[");
      assertThat(peer.requests.getFirst()).contains("Authorization: Basic ");
    }
  }
}
