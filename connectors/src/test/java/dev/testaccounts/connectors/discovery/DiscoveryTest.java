package dev.testaccounts.connectors.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be used is told: what, where, what was expected and what there is. */
class DiscoveryTest {

  private static final String DELETE =
      """
        /users/{name}:
          delete:
            parameters: [{name: name, in: path, required: true, schema: {type: string}}]
            responses: {"204": {description: gone}}
      """;

  private static Discovery of(String text) {
    return Discovery.of(
        new Discovery.Source(text, "doc.yaml", null), new Discovery.Wish(null, null));
  }

  private static String unreadable(String text) {
    return of(text) instanceof Discovery.Unreadable(String reason) ? reason : "(readable)";
  }

  private static String nothing(String text) {
    return of(text) instanceof Discovery.Nothing(String reason) ? reason : "(something)";
  }

  static String proposed(String text) {
    return of(text) instanceof Discovery.Proposed(String yaml) ? yaml : of(text).toString();
  }

  /** A document with one way to create, whose body has this schema. */
  private static String creating(String schema, String more) {
    return """
    openapi: 3.0.3
    info: {title: Users}
    paths:
      /users:
        post:
          requestBody: {content: {application/json: {schema: %s}}}
          responses: {"201": {description: made}}
    %s
    """
        .formatted(schema, more.stripTrailing());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "` `|doc.yaml: expected an OpenAPI document, got nothing",
        "<!DOCTYPE html><html>|doc.yaml: expected an OpenAPI document in JSON or YAML, got an HTML page; pages of documentation link to their document, often openapi.json or openapi.yaml",
        "<wsdl/>|doc.yaml: expected an OpenAPI document in JSON or YAML, got markup; pages of documentation link to their document, often openapi.json or openapi.yaml",
        "hello|doc.yaml: expected an OpenAPI document with a field openapi, got none",
        "[1]|doc.yaml: expected an OpenAPI document with a field openapi, got none",
        "{\"swagger\": \"2.0\"}|doc.yaml: expected OpenAPI 3.0 or 3.1, got Swagger 2.0; converters to OpenAPI 3 are at hand, such as swagger2openapi",
        "openapi: 4.0.0|doc.yaml: openapi: expected 3.0 or 3.1, got 4.0.0",
        "openapi: 3.2.0|doc.yaml: openapi: expected 3.0 or 3.1, got 3.2.0",
      })
  void what_is_no_such_document_is_told(String text, String expected) {
    assertThat(unreadable(text)).isEqualTo(expected);
  }

  @Test
  void bad_YAML_and_bad_JSON_are_told_with_their_line() {
    assertThat(unreadable("openapi: 3.0.0\npaths: [\n  a"))
        .startsWith("doc.yaml:3: expected YAML:");
    assertThat(unreadable("{\n\"openapi\": }")).startsWith("doc.yaml:2: expected JSON:");
    assertThat(unreadable("{\"openapi\": \"3.0.0\"} x")).startsWith("doc.yaml:1: expected JSON:");
    assertThat(unreadable("openapi: 3.0.0\nopenapi: 3.0.1"))
        .startsWith("doc.yaml:2: expected YAML:");
  }

  @Test
  void an_alias_is_not_read_as_its_name() {
    assertThat(unreadable("openapi: 3.0.0\na: &user {type: object}\nb: *user"))
        .isEqualTo(
            "doc.yaml:3: expected YAML without aliases, got *user; write the document as JSON");
  }

  @Test
  void a_document_of_something_else_is_told_with_what_is_missing() {
    assertThat(nothing("openapi: 3.0.0"))
        .isEqualTo("doc.yaml: paths: expected the operations of a service, got none");
    assertThat(nothing(creating("{properties: {title: {type: string}}}", DELETE)))
        .isEqualTo(
            "doc.yaml: paths: expected an operation that creates an account: a POST or PUT whose body takes a username and a password, got none");
    assertThat(
            nothing(
                creating("{properties: {username: {type: string}, password: {type: string}}}", "")))
        .isEqualTo(
            "doc.yaml: paths: expected an operation that deletes what POST /users creates: a DELETE whose path or query names one account, got none");
  }

  @Test
  void a_cycle_of_references_is_told() {
    String more =
        DELETE
            + """
            components:
              schemas: {A: {$ref: "#/components/schemas/B"}, B: {$ref: "#/components/schemas/A"}}
            """;
    assertThat(nothing(creating("{$ref: \"#/components/schemas/A\"}", more)))
        .endsWith(
            "got none; could not be used: POST /users: $ref '#/components/schemas/A': expected a $ref that leads somewhere, got a cycle of #/components/schemas/A → #/components/schemas/B");
  }

  @Test
  void a_reference_out_of_the_document_or_to_nothing_is_told() {
    assertThat(nothing(creating("{$ref: \"http://169.254.169.254/x.yaml#/User\"}", DELETE)))
        .contains(
            "POST /users: $ref 'http://169.254.169.254/x.yaml#/User': expected a $ref within the document (#/…), got one to another; bundle");
    assertThat(nothing(creating("{$ref: \"#/components/schemas/Usr\"}", DELETE)))
        .contains(
            "$ref '#/components/schemas/Usr': expected a $ref that leads somewhere, got one to nothing");
    assertThat(nothing(creating("{$ref: \"#nowhere\"}", DELETE)))
        .contains("$ref '#nowhere': expected a $ref such as #/components/schemas/User");
  }

  @Test
  void a_schema_that_holds_itself_comes_to_an_end() {
    String more =
        DELETE
            + """
            components:
              schemas:
                User:
                  required: [username, password, boss]
                  properties:
                    username: {type: string}
                    password: {type: string}
                    boss: {$ref: "#/components/schemas/User"}
            """;
    assertThat(nothing(creating("{$ref: \"#/components/schemas/User\"}", more)))
        .contains("POST /users: boss: expected a body at most 5 objects deep, got a deeper one");
    assertThat(
            proposed(
                creating("{$ref: \"#/components/schemas/User\"}", more.replace(", boss]", "]"))))
        .contains("password: \"{{account.password}}\"");
    assertThat(
            nothing(
                creating(
                    "{$ref: \"#/components/schemas/T\"}",
                    DELETE
                        + "components:\n  schemas:\n    T: {allOf: [{$ref: \"#/components/schemas/T\"}]}")))
        .contains("schema: expected parts at most 12 deep in each other, got more");
  }

  @Test
  void a_part_that_need_not_be_given_and_holds_itself_is_left_out() {
    String user =
        "{properties: {username: {type: string}, password: {type: string},"
            + " boss: {$ref: \"#/components/schemas/A\"},"
            + " team: {$ref: \"#/components/schemas/T\"}}}";
    String more =
        DELETE
            + """
            components:
              schemas:
                A: {$ref: "#/components/schemas/B"}
                B: {$ref: "#/components/schemas/A"}
                T: {type: object, allOf: [{$ref: "#/components/schemas/T"}]}
            """;

    assertThat(proposed(creating(user, more))).contains("password: \"{{account.password}}\"");
    assertThat(
            nothing(creating(user.replace("{properties", "{required: [boss], properties"), more)))
        .contains("$ref '#/components/schemas/A': expected a $ref that leads somewhere");
  }

  /** A list whose items have the username in an object of theirs, and one that holds itself. */
  @Test
  void a_name_may_be_deeper_in_an_item() {
    String list =
        """
            get:
              responses:
                "200":
                  description: all
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          properties:
                            id: {type: string}
                            profile: {type: object, properties: {id: {}, login: {}, email: {}}}
                            boss: {type: object, allOf: [{$ref: "#/components/schemas/T"}]}
        """;
    String more = "components:\n  schemas:\n    T: {allOf: [{$ref: \"#/components/schemas/T\"}]}";
    String yaml =
        proposed(
            creating(
                "{properties: {username: {type: string}, password: {type: string}}}",
                list + DELETE + more));

    assertThat(yaml)
        .contains("username: \"$.profile.login\"")
        .contains("id: \"$.id\"")
        .contains("items: \"$[*]\"");
  }

  @Test
  void a_list_that_must_be_there_has_one_of_what_may_be_in_it() {
    assertThat(
            proposed(
                creating(
                    "{required: [roles], properties: {username: {type: string}, password: {type: string}, roles: {type: array, items: {enum: [reader, writer]}}}}",
                    DELETE)))
        .contains("roles: [\"reader\"]");
  }

  @Test
  void a_server_that_is_said_by_its_path_keeps_it() {
    String document =
        creating("{properties: {username: {type: string}, password: {type: string}}}", DELETE);

    assertThat(proposed(document + "\nservers: [{url: /api/v2/}]"))
        .contains("url: \"http://localhost:8080/api/v2\"")
        .contains("unsure: the document does not say where the service is");
  }

  @Test
  void an_id_that_nobody_tells_is_told() {
    String byId = DELETE.replace("{name}", "{id}").replace("name: name", "name: id");
    assertThat(
            nothing(
                creating(
                    "{properties: {username: {type: string}, password: {type: string}}}", byId)))
        .startsWith(
            "doc.yaml: paths: DELETE /users/{id} wants the id of an account, so expected an operation that tells it by the username (such as a GET of /users with a query for the username), got none");
  }

  @Test
  void what_removes_more_than_one_account_is_never_proposed() {
    for (String path : new String[] {"/users", "/users/me"}) {
      String more =
          "  %s:\n    delete: {responses: {\"204\": {description: gone}}}".formatted(path);
      String document =
          creating("{properties: {username: {type: string}, password: {type: string}}}", "")
              .replace("/users:\n", "/users/new:\n");
      assertThat(nothing(document + more)).as(path).contains("expected an operation that deletes");
    }
  }

  @Test
  void no_text_of_a_document_ends_a_comment_or_becomes_a_template() {
    String yaml =
        proposed(
            creating(
                "{required: [role, plan], properties: {username: {type: string}, password: {type: string}, role: {type: string, enum: [\"a\\nevil: true\\u2028x\"]}, plan: {type: string, default: \"{{credentials.bearer}}\"}}}",
                DELETE));

    assertThat(yaml.lines()).noneMatch(line -> line.strip().startsWith("evil"));
    assertThat(yaml).doesNotContain("{{credentials").contains("role: \"a\\nevil: true\\u2028x\"");
  }
}
