package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers mean by a declaration. */
class DeclaredAnswersTest {

  private static final String YAML =
      """
      create: {path: /u, raw: "{{account.password}}", success: [201], conflict: [409, 422],
               retry: [423], id: "$.user.id"}
      exists: {path: /u, items: "$[*]", id: "$.id"}
      delete: {path: /u}
      """;

  private final HttpConnectors connectors = Calls.connectors();

  @AfterEach
  void close() {
    connectors.close();
  }

  private Connector connector(Peer peer) {
    return Declared.connector(connectors, Declared.spec(peer.url(), YAML));
  }

  private Reply create(String answer) {
    try (HttpConnectors own = Calls.connectors();
        Peer peer = Peer.saying(answer)) {
      return Declared.connector(own, Declared.spec(peer.url(), YAML)).create(Declared.ann(null));
    }
  }

  private static String said(String what) {
    return "service 'shop': create: " + what;
  }

  @Test
  void an_id_is_a_text_or_a_number() {
    assertThat(create(Declared.json(201, "{\"user\":{\"id\":\"x-1\"}}")))
        .isEqualTo(new Reply.Done("x-1"));
    assertThat(create(Declared.json(201, "{\"user\":{\"id\":17}}")))
        .isEqualTo(new Reply.Done("17"));
  }

  @Test
  void a_JSONPath_that_finds_nothing_is_said() {
    assertThat(create(Declared.json(201, "{\"user\":{\"id\":null}}")))
        .isEqualTo(new Reply.Unknown(said("expected an id at $['user']['id'], got nothing")));
    assertThat(create(Declared.json(201, "{\"user\":{\"id\":{\"value\":1}}}")))
        .isEqualTo(new Reply.Unknown(said("expected an id at $['user']['id'], got an object")));
    assertThat(create(Declared.json(201, "{\"user\":{\"id\":[1]}}")))
        .isEqualTo(new Reply.Unknown(said("expected an id at $['user']['id'], got a list")));
    assertThat(create(Declared.json(201, "{\"user\":{\"id\":true}}")))
        .isEqualTo(new Reply.Unknown(said("expected an id at $['user']['id'], got true or false")));
    assertThat(create(Declared.json(201, "[]")))
        .isEqualTo(new Reply.Unknown(said("expected an id at $['user']['id'], got nothing")));
  }

  @Test
  void an_id_that_no_store_could_keep_is_none() {
    for (String id : List.of("a\\u0000b", "a\\nb", "a\\ud800")) {
      assertThat(create(Declared.json(201, "{\"user\":{\"id\":\"" + id + "\"}}")))
          .as(id)
          .isEqualTo(
              new Reply.Unknown(
                  said("expected an id at $['user']['id'], got text that cannot be one")));
    }
    assertThat(create(Declared.json(201, "{\"user\":{\"id\":\"\\ud83d\\ude00\"}}")))
        .isEqualTo(new Reply.Done("\ud83d\ude00"));
  }

  @Test
  void HTML_where_JSON_was_expected_is_said() {
    assertThat(create(Declared.text(201, "text/html; charset=utf-8", "<html>Please log in</html>")))
        .isEqualTo(new Reply.Unknown(said("expected JSON, got text/html")));
    assertThat(create(Declared.json(201, "{\"user\":{\"id\":1}} trailing")))
        .isEqualTo(new Reply.Unknown(said("expected JSON, got application/json that is none")));
  }

  /** Some write one before every text; RFC 8259 lets a reader ignore it. */
  @Test
  void a_byte_order_mark_before_JSON_is_skipped() {
    String mark = "\ufeff";
    String document = mark + "{\"user\":{\"id\":\"x-1\"}}";
    assertThat(create(answer(document))).isEqualTo(new Reply.Done("x-1"));
    for (String none : List.of(mark, mark + " ", mark + mark + "{}", " " + mark + "{}")) {
      assertThat(create(answer(none)))
          .isEqualTo(new Reply.Unknown(said("expected JSON, got application/json that is none")));
    }
  }

  private static String answer(String body) {
    return "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  @Test
  void statuses_mean_what_was_declared() {
    assertThat(create(Declared.json(409, ""))).isInstanceOf(Reply.Conflict.class);
    assertThat(create(Declared.json(422, "")))
        .isEqualTo(new Reply.Conflict(said("expected 201, got 422")));
    assertThat(create(Declared.json(423, "", "Retry-After: 7\r\n")))
        .isEqualTo(
            new Reply.NotDone(
                said("expected 201, got 423, and asks to be left alone for 7 s"),
                Duration.ofSeconds(7)));
    assertThat(create(Declared.json(429, ""))).isInstanceOf(Reply.Rejected.class);
    assertThat(create(Declared.json(404, "")))
        .isEqualTo(new Reply.Rejected(said("expected 201, got 404 to POST /u")));
    assertThat(create(Declared.json(200, "{}")))
        .isEqualTo(new Reply.Unknown(said("expected 201, got 200")));
    assertThat(create(Declared.json(503, ""))).isInstanceOf(Reply.Unknown.class);
  }

  @Test
  void refused_credentials_are_for_good_and_say_so() {
    assertThat(create(Declared.json(401, "")))
        .isEqualTo(new Reply.Rejected(said("expected 201, got 401: our credentials are refused")));
    assertThat(create(Declared.json(403, ""))).isInstanceOf(Reply.Rejected.class);
  }

  /** Many make the account and lead to where it is. Taken for refused, nobody would delete it. */
  @ParameterizedTest
  @ValueSource(ints = {300, 302, 303, 399})
  void a_create_that_leads_elsewhere_may_have_been_done(int status) {
    String elsewhere = "Location: http://evil.example/\r\n";
    assertThat(create(Declared.json(status, "", elsewhere)))
        .isEqualTo(
            new Reply.Unknown(
                said("expected 201, got " + status + ": a redirect, which is not followed")));
    try (Peer peer = Peer.saying(Declared.json(status, "", elsewhere))) {
      assertThat(connector(peer).delete(Declared.ann(null))).isInstanceOf(Reply.Rejected.class);
    }
  }

  @Test
  void no_items_are_no_account_and_several_are_none_of_ours() {
    try (Peer peer = Peer.saying(Declared.json(200, "[]"))) {
      assertThat(connector(peer).exists(Declared.ann(null))).isEqualTo(new Reply.Absent());
    }
    try (HttpConnectors others = Calls.connectors();
        Peer peer = Peer.saying(Declared.json(200, "[{\"id\":1},{\"id\":2}]"))) {
      assertThat(
              Declared.connector(others, Declared.spec(peer.url(), YAML))
                  .exists(Declared.ann(null)))
          .isEqualTo(
              new Reply.Rejected("service 'shop': exists: expected one account at $[*], got 2"));
    }
  }

  /** Taken for absent, an account that a service keeps in lower case would be forgotten there. */
  @Test
  void a_name_in_another_spelling_is_neither_ours_nor_absent() {
    String yaml =
        Declared.LEAST + "exists: {path: /e, items: \"$[*]\", username: $.name, id: $.id}\n";
    try (Peer peer = Peer.saying(Declared.json(200, "[{\"id\":1,\"name\":\"Ann\"}]"))) {
      assertThat(
              Declared.connector(connectors, Declared.spec(peer.url(), yaml))
                  .exists(Declared.ann(null)))
          .isEqualTo(
              new Reply.Rejected(
                  "service 'shop': exists: expected the account 'ann', got 'Ann'; where a service"
                      + " changes names, a pool's are best in lower case"));
    }
  }

  /** Or an account that is there would be taken for gone, and forgotten. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"data\":[{\"id\":1}],\"meta\":{}}|false",
        "{\"all\":{\"data\":[{\"id\":1}]}}|false",
        "[{\"id\":1}]|false",
        "{\"data\":[]}|true",
        "{\"total\":0,\"kinds\":[\"a\"]}|true",
        "{\"users\":[],\"links\":[{\"rel\":\"next\"}]}|true"
      })
  void a_list_that_is_elsewhere_is_no_empty_list(String answer, boolean absent) {
    String yaml = Declared.LEAST + "exists: {path: /e, items: \"$.users[*]\"}\n";
    try (Peer peer = Peer.saying(Declared.json(200, answer))) {
      Reply reply =
          Declared.connector(connectors, Declared.spec(peer.url(), yaml))
              .exists(Declared.ann(null));

      if (absent) {
        assertThat(reply).isEqualTo(new Reply.Absent());
      } else {
        assertThat(reply)
            .isInstanceOfSatisfying(
                Reply.Unknown.class,
                told ->
                    assertThat(told.reason())
                        .startsWith("service 'shop': exists: expected a list at $['users'], got "));
      }
    }
  }

  @Test
  void a_yes_can_stand_in_the_text() {
    String yaml = Declared.LEAST + "exists: {path: /e, where: {\"$\": 0}}\n";
    try (Peer peer = Peer.saying(Declared.json(200, "0"))) {
      assertThat(
              Declared.connector(connectors, Declared.spec(peer.url(), yaml))
                  .exists(Declared.ann(null)))
          .isEqualTo(new Reply.Done(null));
    }
    try (HttpConnectors others = Calls.connectors();
        Peer peer = Peer.saying(Declared.json(200, "1"))) {
      assertThat(
              Declared.connector(others, Declared.spec(peer.url(), yaml))
                  .exists(Declared.ann(null)))
          .isEqualTo(new Reply.Absent());
    }
  }

  @Test
  void an_id_can_stand_at_the_end_of_a_header() {
    String yaml =
        """
        create: {path: /u, raw: "{{account.password}}", id: {header: Location}}
        delete: {path: /u}
        """;
    try (Peer peer =
        Peer.saying(Declared.json(201, "", "Location: http://h/admin/users/ab-1/?x=y\r\n"))) {
      assertThat(
              Declared.connector(connectors, Declared.spec(peer.url(), yaml))
                  .create(Declared.ann(null)))
          .isEqualTo(new Reply.Done("ab-1"));
    }
  }

  /** Or it would be encoded once more on its way back. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/users/ann%40example.test|ann@example.test|/users/ann%40example.test",
        "/users/a%2Fb/|a/b|/users/a%2Fb",
        "/users/a+b%20c|a+b c|/users/a%2Bb%20c",
        "/users/%C3%A9|\u00e9|/users/%C3%A9",
        "/users/%FF|%FF|/users/%25FF",
        "/users/100%|100%|/users/100%25",
        "/users/%zz|%zz|/users/%25zz",
      })
  void an_id_in_a_header_is_encoded_once(String location, String id, String path) {
    String yaml =
        """
        create: {path: /u, raw: "{{account.password}}", id: {header: Location}}
        exists: {path: /u, id: $.id}
        delete: {path: "/users/{{enrollment.id}}"}
        """;
    try (Peer peer = Peer.saying(Declared.json(201, "", "Location: " + location + "\r\n"))) {
      Connector connector = Declared.connector(connectors, Declared.spec(peer.url(), yaml));

      assertThat(connector.create(Declared.ann(null))).isEqualTo(new Reply.Done(id));
      connector.delete(Declared.ann(id));
      assertThat(peer.requests.getLast()).startsWith("DELETE " + path + " ");
    }
  }

  @Test
  void an_id_in_a_header_that_no_store_could_keep_is_none() {
    String yaml =
        """
        create: {path: /u, raw: "{{account.password}}", id: {header: Location}}
        delete: {path: /u}
        """;
    try (Peer peer = Peer.saying(Declared.json(201, "", "Location: /users/a%00b\r\n"))) {
      assertThat(
              Declared.connector(connectors, Declared.spec(peer.url(), yaml))
                  .create(Declared.ann(null)))
          .isEqualTo(
              new Reply.Unknown(
                  said("expected an id at the end of the header Location, got nothing")));
    }
  }

  @Test
  void what_is_no_Content_Type_is_not_repeated() {
    String most = "text/" + "y".repeat(55);
    assertThat(create(Declared.text(201, most, "<html>")))
        .isEqualTo(new Reply.Unknown(said("expected JSON, got " + most)));
    for (String type : List.of(most + "y", "s3cret", "text/a b", "a/b/c", "text/\u0007")) {
      assertThat(create(Declared.text(201, type, "<html>")))
          .as(type)
          .isEqualTo(new Reply.Unknown(said("expected JSON, got a Content-Type that is none")));
    }
  }

  @Test
  void no_text_of_the_service_is_repeated() {
    assertThat(
            create(Declared.json(400, "{\"error\":\"" + Calls.PASSWORD + " is weak\"}")).toString())
        .doesNotContain(Calls.PASSWORD, "weak");
  }
}
