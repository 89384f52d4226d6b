package dev.testaccounts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.testaccounts.app.config.TamYaml;
import dev.testaccounts.core.service.ServiceSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A proposal is read by the same reader as what people write, and says what it does not know. */
class ServiceDiscoverCommandTest {

  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;
  private Path members;
  private Path shop;

  @BeforeEach
  void copy() throws IOException {
    members = copied("members.yaml");
    shop = copied("shop.json");
  }

  private Path copied(String name) throws IOException {
    try (InputStream in = ServiceDiscoverCommandTest.class.getResourceAsStream(name)) {
      Path file = folder.resolve(name);
      Files.write(file, Objects.requireNonNull(in).readAllBytes());
      return file;
    }
  }

  private int run(Object... arguments) {
    CommandLine line = Main.line();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 2];
    all[0] = "service";
    all[1] = "discover";
    for (int at = 0; at < arguments.length; at++) {
      all[at + 2] = arguments[at].toString();
    }
    return line.execute(all);
  }

  /** What was proposed, once the product's own reader has taken it. */
  private JsonNode proposed(Object... arguments) throws Exception {
    assertThat(run(arguments)).as(err.toString()).isZero();
    return taken(out.toString());
  }

  private JsonNode taken(String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("tam.yaml"), yaml);
    assertThat(TamYaml.read(file).services()).as(yaml).hasSize(1);
    return YAML.readTree(yaml).at("/services/0");
  }

  @Test
  void a_service_with_ids_envelopes_and_pages() throws Exception {
    JsonNode service = proposed(members);

    assertThat(service.path("name").asString()).isEqualTo("members-api");
    assertThat(service.path("url").asString()).isEqualTo("https://staging.members.test/v2");
    JsonNode http = service.at("/connector/http");
    assertThat(http.path("create"))
        .isEqualTo(
            YAML.readTree(
                """
                method: POST
                path: /members
                headers: {X-Tenant: acme}
                json:
                  login: "{{account.username}}"
                  email: "{{account.username}}@example.test"
                  password: "{{account.password}}"
                  role: reader
                  address: {street: "{{account.username}}"}
                success: [201]
                conflict: [422]
                id: $.data.id
                """));
    assertThat(http.path("exists"))
        .isEqualTo(
            YAML.readTree(
                """
                method: GET
                path: /members
                headers: {X-Tenant: acme}
                query: {login: "{{account.username}}"}
                success: [200]
                items: "$.data[*]"
                username: $.login
                id: $.id
                """));
    assertThat(http.path("delete"))
        .isEqualTo(
            YAML.readTree(
                """
                method: DELETE
                path: "/members/{{enrollment.id}}"
                headers: {X-Tenant: acme}
                success: [204]
                absent: [404]
                """));
  }

  @Test
  void the_rest_of_that_service() throws Exception {
    JsonNode http = proposed(members).at("/connector/http");

    assertThat(http.at("/list/paging"))
        .isEqualTo(
            YAML.readTree(
                "number: {parameter: page, first: 1, size: {parameter: per_page, value: 50}}"));
    assertThat(http.path("login"))
        .isEqualTo(
            YAML.readTree(
                """
                method: POST
                path: /auth/token
                form: {grant_type: password, username: "{{account.username}}", password: "{{account.password}}"}
                success: [200]
                tokens: {accessToken: $.access_token, refreshToken: $.refresh_token}
                """));
    assertThat(http.has("revokeSessions")).as("it goes with a reset").isFalse();
    assertThat(out.toString())
        .contains("# goes with a reset; take it in together with one")
        .contains("#   path: \"/members/{{enrollment.id}}/sessions\"");
    assertThat(http.at("/check/path").asString()).isEqualTo("/healthz");
    assertThat(http.path("authentication"))
        .isEqualTo(
            YAML.readTree(
                """
                oauth2:
                  grant: clientCredentials
                  path: https://login.members.test/oauth/token
                  form: {scope: "members:write members:read"}
                """));
  }

  @Test
  void what_is_unsure_is_a_comment() throws Exception {
    proposed(members);

    assertThat(out.toString().replaceAll("\\s*\n\\s*# ", " "))
        .contains("also: https://api.members.example.com/v2")
        .contains("unsure: staging is the default of the URL's {stage}")
        .contains("unsure: role must be one of reader, writer")
        .contains("left out, because it need not be given: manager, newsletter")
        .contains("unsure: 422 is said to be a name that is taken")
        .contains("unsure: the document asks for machine or key; this is machine")
        .contains("unsure: PATCH /members/{memberId} sets a password, and the document does not")
        .contains("Could not be used: /members/{memberId}/friends: $ref 'friends.yaml#/friends'")
        .contains("guard:   allowHosts: [\"localhost\",\"staging.members.test\"]");
  }

  @Test
  void an_alternative_can_be_taken_in_as_it_stands() throws Exception {
    proposed(members);
    String with =
        out.toString()
            .replaceAll(
                "(?m)^( *)# (reset:|revokeSessions:|  (method|path|headers|json|success):|    \\S)",
                "$1$2");

    JsonNode reset = taken(with).at("/connector/http/reset");

    assertThat(reset.path("method").asString()).isEqualTo("PATCH");
    assertThat(reset.at("/json/password").asString()).isEqualTo("{{account.password}}");
  }

  @Test
  void credentials_are_references() throws Exception {
    Path file = folder.resolve("proposal.yaml");
    assertThat(run(members, "--output", file, "--name", "crm")).isZero();

    assertThat(out.toString()).isEmpty();
    ServiceSpec service = TamYaml.read(file).services().getFirst();
    assertThat(service.credentials())
        .containsEntry("clientId", "${env:CRM_CLIENT_ID}")
        .containsEntry("clientSecret", "${env:CRM_CLIENT_SECRET}")
        .hasSize(2);
  }

  @Test
  void a_service_by_username_with_a_sign_in_by_query() throws Exception {
    JsonNode service = proposed(shop, "--url", "http://localhost:8099/api/v3/");

    assertThat(service.path("url").asString()).isEqualTo("http://localhost:8099/api/v3");
    JsonNode http = service.at("/connector/http");
    assertThat(http.at("/create/path").asString()).isEqualTo("/user");
    assertThat(http.at("/create/json"))
        .isEqualTo(
            YAML.readTree(
                "{username: \"{{account.username}}\", email: \"{{account.username}}@example.test\", password: \"{{account.password}}\"}"));
    assertThat(http.at("/create/id").asString()).isEqualTo("$.id");
    assertThat(http.at("/exists/path").asString()).isEqualTo("/user/{{account.username}}");
    assertThat(http.at("/delete/path").asString()).isEqualTo("/user/{{account.username}}");
    assertThat(http.at("/login/query/password").asString()).isEqualTo("{{account.password}}");
    assertThat(http.at("/authentication/apiKey/query").asString()).isEqualTo("api_key");
    assertThat(out.toString().replaceAll("\\s*\n\\s*# ", " "))
        .contains("a password in a URL ends up in the logs")
        .contains("does not fit what the document asks (pattern none, at most 8 characters)")
        .contains("list: none was found; orphans cannot be found");
  }

  @Test
  void a_document_is_fetched_from_an_allowed_host_only() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] text = Files.readAllBytes(shop);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
          }
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThat(proposed(url + "/docs/openapi.json?v=1").path("url").asString())
          .isEqualTo(url + "/api/v3");
      Path config = Files.writeString(folder.resolve("own.yaml"), "guard: {allowHosts: [a.test]}");
      assertThat(run(url + "/x", "--config", config)).isEqualTo(3);
      assertThat(err.toString())
          .contains("host '127.0.0.1' is not on the allow list [a.test]; allow it by --allow-host");
      assertThat(run(url + "/x", "--config", config, "--allow-host", "127.0.0.1")).isZero();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void what_is_no_document_is_exit_code_3() throws Exception {
    Path html = Files.writeString(folder.resolve("docs.html"), "<html></html>");

    assertThat(run(html)).isEqualTo(3);
    assertThat(run(folder.resolve("none.yaml"))).isEqualTo(3);

    assertThat(err.toString())
        .contains(
            "tam: " + html + ": expected an OpenAPI document in JSON or YAML, got an HTML page")
        .contains("none.yaml: cannot be read (NoSuchFileException)");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_document_without_accounts_is_exit_code_1() throws Exception {
    Path file = Files.writeString(folder.resolve("x.yaml"), "openapi: 3.0.0\npaths: {}\n");

    assertThat(run(file)).isEqualTo(1);

    assertThat(err.toString()).startsWith("tam: " + file + ": paths: expected");
  }

  @Test
  void what_was_not_understood_is_exit_code_2() throws Exception {
    assertThat(run(shop, "--name", "Shop!")).isEqualTo(2);
    assertThat(run(shop, "--url", "ftp://x")).isEqualTo(2);
    assertThat(run(shop, "--output", shop)).isEqualTo(2);
    assertThat(err.toString())
        .contains("--name: expected 1 to 63 lower-case letters")
        .contains("--url: expected http:// or https:// and a host")
        .contains("--output: expected a new file, but " + shop + " is there");
  }

  @Test
  void a_document_that_is_too_long_is_told() throws Exception {
    Path file = folder.resolve("long.yaml");
    Files.write(file, new byte[DiscoverySource.MOST_BYTES + 1]);

    assertThat(run(file)).isEqualTo(3);

    assertThat(err.toString()).contains("long.yaml: expected at most 16777216 bytes, got more");
  }
}
