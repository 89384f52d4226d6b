package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.ServiceSpec;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Declared operations on the wire. */
class DeclaredRequestsTest {

  private final HttpConnectors connectors = Calls.connectors();

  @AfterEach
  void close() {
    connectors.close();
  }

  private Connector connector(Peer peer, String yaml) {
    return Declared.connector(connectors, Declared.spec(peer.url(), yaml));
  }

  private static String create(String body) {
    return "create: " + body + "\ndelete: {path: /gone}\n";
  }

  @Test
  void each_value_is_written_as_its_place_asks() {
    try (Peer peer = Peer.status(200)) {
      Connector connector =
          connector(
              peer,
              create(
                  """
                  {method: PUT, path: "/t/{{account.labels.team}}/{{enrollments.crm.id}}",
                   headers: {X-Who: "{{account.id}} in {{service.environment}}"},
                   query: {mail: "{{account.email}}", fixed: "a b&c"},
                   json: {pass: "{{account.password}}", land: "{{account.attributes.country}}",
                          list: [1, true, null, "{{service.name}}"]}}
                  """));

      assertThat(connector.create(Declared.ann(null))).isEqualTo(new Reply.Done(null));

      assertThat(peer.requests.getFirst())
          .startsWith("PUT /t/a%2Fb/77?mail=ann%40example.test&fixed=a%20b%26c HTTP/1.1\r\n")
          .contains("X-Who: " + Calls.ANN.account().value() + " in testing\r\n")
          .contains("Content-Type: application/json\r\n")
          .endsWith(
              "\r\n\r\n{\"pass\":\"Tam1_hunter2\",\"land\":\"K\\\"R\",\"list\":[1,true,null,\"shop\"]}");
    }
  }

  @Test
  void a_form_is_encoded() {
    try (Peer peer = Peer.status(200)) {
      connector(
              peer,
              create(
                  "{path: /u, form: {p: \"{{account.password}}\", l: \"{{account.labels.team}}=\"}}"))
          .create(Declared.ann(null));

      assertThat(peer.requests.getFirst())
          .contains("Content-Type: application/x-www-form-urlencoded\r\n")
          .endsWith("\r\n\r\np=Tam1_hunter2&l=a%2Fb%3D");
    }
  }

  @Test
  void a_raw_body_of_a_JSON_type_is_escaped_and_another_is_not() {
    try (Peer peer = Peer.status(200)) {
      String land = "{{account.attributes.country}} {{account.password}}";
      connector(
              peer,
              create("{path: /u, raw: '[\"" + land + "\"]', contentType: application/vnd.x+json}"))
          .create(Declared.ann(null));
      try (HttpConnectors others = Calls.connectors()) {
        Declared.connector(
                others, Declared.spec(peer.url(), create("{path: /u, raw: '" + land + "'}")))
            .create(Declared.ann(null));
      }

      assertThat(peer.requests.getFirst()).endsWith("\r\n\r\n[\"K\\\"R Tam1_hunter2\"]");
      assertThat(peer.requests.getLast())
          .contains("Content-Type: text/plain\r\n")
          .endsWith("\r\n\r\nK\"R Tam1_hunter2");
    }
  }

  @Test
  void a_part_that_an_account_may_lack_can_be_left_out() {
    try (Peer peer = Peer.status(200)) {
      Connector connector =
          connector(
              peer,
              create(
                  """
                  {path: /u, json: {p: "{{account.password}}",
                    m: "{{#if account.email}}{{account.email}}{{else}}none{{/if}}"}}
                  """));
      connector.create(Declared.ann(null));
      connector.create(Calls.ANN);

      assertThat(peer.requests.getFirst()).contains("\"m\":\"ann@example.test\"");
      assertThat(peer.requests.getLast()).contains("\"m\":\"none\"");
    }
  }

  @Test
  void a_value_that_an_account_lacks_is_said_and_nothing_is_sent() {
    try (Peer peer = Peer.status(200)) {
      Connector connector =
          connector(peer, create("{path: \"/u/{{account.labels.team}}/{{account.password}}\"}"));

      assertThat(connector.create(Calls.ANN))
          .isEqualTo(
              new Reply.Rejected(
                  "service 'shop': create: connector.http.create.path: there is no value for"
                      + " account.labels.team"));
      assertThat(peer.requests).isEmpty();
    }
  }

  /** It would be another path, such as that of all accounts. */
  @ParameterizedTest
  @CsvSource({
    "'', the path would hold nothing where a value should be",
    "., the path would lead elsewhere by . or .. in a value",
    ".., the path would lead elsewhere by . or .. in a value"
  })
  void a_value_that_would_lead_elsewhere_is_not_sent(String id, String reason) {
    try (Peer peer = Peer.status(200)) {
      Connector connector =
          connector(
              peer,
              """
              create: {path: /users, raw: "{{account.password}}"}
              exists: {path: /users, id: $.id}
              delete: {path: "/users/{{enrollment.id}};v=1"}
              """
                  .replace(";v=1", id.length() == 2 ? ";v=1" : ""));

      assertThat(connector.delete(Declared.ann(id)))
          .isEqualTo(new Reply.Rejected("service 'shop': delete: " + reason));
      assertThat(peer.requests).isEmpty();
      connector.delete(Declared.ann("..."));
      assertThat(peer.requests.getFirst()).startsWith("DELETE /users/...");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'json: {owner: [{id: \"{{enrollments.crm.id}}\"}]}', crm",
    "'form: {owner: \"{{enrollments.crm.id}}\"}', crm",
    "'query: {owner: \"{{enrollments.crm.id}}\"}, raw: x', crm",
    "'raw: \"{{#if enrollments.crm.id}}{{enrollments.crm.id}}{{/if}}\"', ''",
    "'raw: x', ''"
  })
  void what_stands_in_a_request_and_cannot_be_left_out_is_needed(String part, String needed) {
    String yaml = Declared.LEAST + "exists: {path: /u, " + part + "}\n";
    ServiceSpec spec = Declared.spec(URI.create("http://localhost:1"), yaml);

    assertThat(connectors.needs(spec))
        .containsExactlyElementsOf(needed.isEmpty() ? List.of() : List.of(needed));
  }

  @Test
  void a_path_may_end_as_it_is_written() {
    try (Peer peer = Peer.status(200)) {
      connector(
              peer,
              """
              create: {path: "/a//{{account.username}}/", raw: "{{account.password}}"}
              delete: {path: "/x-{{account.attributes.nothing}}"}
              """)
          .create(Declared.ann(null));

      assertThat(peer.requests.getFirst()).startsWith("POST /a//ann/ HTTP");
    }
  }

  @Test
  void the_request_for_a_list_is_shown_with_its_first_page() {
    try (Peer peer = Peer.status(200)) {
      assertThat(
              connector(
                      peer,
                      """
                      create: {path: /users, raw: "{{account.password}}"}
                      delete: {path: "/users/{{account.username}}"}
                      list:
                        path: /users
                        items: $[*]
                        username: $.name
                        paging: {number: {parameter: page, size: {parameter: per, value: 50}}}
                      """)
                  .shown("list"))
          .hasValueSatisfying(shown -> assertThat(shown.url()).endsWith("/users?per=50&page=1"));
    }
  }

  @Test
  void a_line_break_never_becomes_a_header_of_its_own() {
    try (Peer peer = Peer.status(200)) {
      Connector connector =
          connector(
              peer,
              create(
                  "{path: /u, headers: {X-A: \"{{account.username}}\"}, raw: \"{{account.password}}\"}"));

      assertThat(connector.create(Calls.identity("a\r\nX-B: c")))
          .isInstanceOf(Reply.Rejected.class);
      assertThat(peer.requests).isEmpty();
    }
  }

  @Test
  void what_is_declared_is_what_it_can_do() {
    try (Peer peer = Peer.status(200)) {
      assertThat(connector(peer, Declared.LEAST).capabilities()).isEmpty();
    }
    try (HttpConnectors others = Calls.connectors();
        Peer peer = Peer.status(200)) {
      String more = "exists: {path: /x}\nreset: {path: /y, raw: \"{{account.password}}\"}\n";
      assertThat(
              Declared.connector(others, Declared.spec(peer.url(), Declared.LEAST + more))
                  .capabilities())
          .containsExactlyInAnyOrder(Capability.EXISTS, Capability.RESET);
    }
  }

  @Test
  void what_the_service_calls_the_account_is_asked_for_where_it_is_not_known() {
    try (Peer peer =
        Declared.answering(
            Map.of(
                "GET /users?name=ann ", Declared.json(200, "{\"all\":[{\"n\":\"ann\",\"id\":42}]}"),
                "DELETE /users/42 ", Declared.json(204, "")))) {
      Connector connector = connector(peer, BY_ID);

      assertThat(connector.delete(Declared.ann(null))).isEqualTo(new Reply.Done(null));
      assertThat(connector.delete(Declared.ann("42"))).isEqualTo(new Reply.Done(null));
      assertThat(peer.requests).hasSize(3);
    }
  }

  @Test
  void an_account_that_is_not_found_needs_no_delete() {
    try (Peer peer =
        Declared.answering(
            Map.of("GET /users", Declared.json(200, "{\"all\":[{\"n\":\"anna\",\"id\":43}]}")))) {
      assertThat(connector(peer, BY_ID).delete(Declared.ann(null))).isEqualTo(new Reply.Absent());
      assertThat(peer.requests).hasSize(1);
    }
  }

  @Test
  void a_question_that_got_no_answer_has_changed_nothing() {
    try (Peer peer = Peer.status(500)) {
      assertThat(connector(peer, BY_ID).delete(Declared.ann(null)))
          .isEqualTo(
              new Reply.NotDone("service 'shop': exists: expected 200 to 299, got 500", null));
    }
  }

  @Test
  void an_operation_of_several_calls_has_the_time_of_one() {
    AtomicReference<Instant> now = new AtomicReference<>(Calls.NOW);
    try (HttpConnectors slow = new HttpConnectors(Guard.loopback(), Map.of(), now::get);
        Peer peer =
            new Peer(
                (socket, request) -> {
                  now.set(now.get().plus(Calls.PATIENT.longestCall()));
                  Peer.write(socket, Declared.json(200, "{\"all\":[{\"n\":\"ann\",\"id\":42}]}"));
                  return true;
                })) {
      assertThat(
              Declared.connector(slow, Declared.spec(peer.url(), BY_ID)).delete(Declared.ann(null)))
          .isInstanceOfAny(Reply.NotDone.class, Reply.Held.class);
      assertThat(peer.requests).hasSize(1);
    }
  }

  static final String BY_ID =
      """
      create: {path: /users, json: {pass: "{{account.password}}"}}
      exists: {path: /users, query: {name: "{{account.username}}"}, items: "$.all[*]",
               username: "$.n", id: "$.id"}
      delete: {path: "/users/{{enrollment.id}}"}
      """;

  @Test
  void a_reset_cleans_sets_the_password_and_ends_sessions_in_this_order() {
    try (Peer peer =
        Declared.answering(
            Map.of("PUT", Declared.json(200, ""), "PATCH", Declared.json(200, "")))) {
      String more =
          """
          revokeSessions: {method: DELETE, path: "/s/{{account.username}}"}
          reset: {method: PUT, path: "/r/{{account.username}}"}
          setPassword: {method: PATCH, path: "/p/{{account.username}}", raw: "{{account.password}}"}
          """;
      assertThat(connector(peer, Declared.LEAST + more).reset(Declared.ann(null)))
          .isEqualTo(new Reply.Done(null));

      assertThat(peer.requests.stream().map(each -> each.substring(0, each.indexOf(" HTTP"))))
          .containsExactly("PUT /r/ann", "PATCH /p/ann", "DELETE /s/ann");
    }
  }

  @Test
  void a_create_that_would_replace_asks_first() {
    try (Peer peer = Peer.status(200)) {
      String yaml =
          """
          create: {path: /u, raw: "{{account.password}}", asksFirst: true}
          exists: {path: "/u/{{account.username}}"}
          delete: {path: /u}
          """;
      assertThat(connector(peer, yaml).create(Declared.ann(null)))
          .isEqualTo(new Reply.Conflict("service 'shop': create: the service has it already"));
      assertThat(peer.requests).hasSize(1);
    }
    try (HttpConnectors others = Calls.connectors();
        Peer peer = Declared.answering(Map.of("POST", Declared.json(201, "")))) {
      String yaml =
          """
          create: {path: /u, raw: "{{account.password}}", asksFirst: true}
          exists: {path: "/u/{{account.username}}"}
          delete: {path: /u}
          """;
      assertThat(
              Declared.connector(others, Declared.spec(peer.url(), yaml))
                  .create(Declared.ann(null)))
          .isEqualTo(new Reply.Done(null));
    }
  }
}
