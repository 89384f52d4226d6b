package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.testkit.scim.Quirk;
import dev.testaccounts.testkit.scim.ScimPeer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service that should speak SCIM says instead. */
class ScimAnswersTest {

  private static final String CONFIGURED = "GET /ServiceProviderConfig ";

  private final HttpConnectors connectors = Scim.connectors();

  @AfterEach
  void close() {
    connectors.close();
  }

  private Connector connector(Peer peer) {
    return Scim.connector(connectors, peer.url(), "{}");
  }

  private Reply create(String answer) {
    try (Peer peer = Peer.saying(answer)) {
      return connector(peer).create(Declared.ann(null));
    }
  }

  @Test
  void a_page_for_people_is_no_answer() {
    try (ScimPeer peer = new ScimPeer(Quirk.HTML)) {
      Connector connector = Scim.connector(connectors, peer.url(), Scim.LEAST);
      String none = "expected JSON, got text/html";

      assertThat(connector.check()).isEqualTo(new Reply.Unknown("service 'shop': check: " + none));
      assertThat(connector.exists(Declared.ann("u/1")))
          .isEqualTo(new Reply.Unknown("service 'shop': exists: " + none));
      assertThat(connector.list(null))
          .isEqualTo(new Listing.Untold(new Reply.Unknown("service 'shop': list: " + none)));
      // Nothing was changed: only questions were asked.
      assertThat(connector.reset(Declared.ann("u/1")))
          .isEqualTo(new Reply.NotDone("service 'shop': reset: " + none, null));
      assertThat(connector.delete(Declared.ann(null)))
          .isEqualTo(new Reply.NotDone("service 'shop': delete: " + none, null));
    }
  }

  @Test
  void a_create_whose_answer_says_nothing_may_have_happened() {
    assertThat(create(Declared.text(201, "text/html", "<p>Made!")))
        .isEqualTo(new Reply.Unknown("service 'shop': create: expected JSON, got text/html"));
    assertThat(create(Declared.json(201, "{\"userName\":\"ann\"}")))
        .isEqualTo(
            new Reply.Unknown("service 'shop': create: expected the id of the user, got none"));
  }

  @Test
  void the_service_s_own_words_are_in_the_message() {
    assertThat(
            create(
                Declared.json(
                    400, "{\"scimType\":\"invalidValue\",\"detail\":\"too\\nshort\\u0007\"}")))
        .isEqualTo(
            new Reply.Rejected(
                "service 'shop': create: the service answered 400, expected 201, invalidValue: too"
                    + " short"));
    assertThat(create(Declared.json(403, "{\"scimType\":\"wild\"}")))
        .isEqualTo(
            new Reply.Rejected(
                "service 'shop': create: the service refused our credentials (403), expected"
                    + " 201"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad password Tam1_hunter2",
        "bad password tam1_HUNTER2",
        "it begins with Tam1_h",
        "token " + ScimPeer.TOKEN,
      })
  void words_that_hold_a_secret_are_not_repeated(String detail) {
    assertThat(create(Declared.json(400, "{\"detail\":\"" + detail + "\"}")))
        .isEqualTo(
            new Reply.Rejected("service 'shop': create: the service answered 400, expected 201"));
  }

  @Test
  void a_long_story_is_cut_short() {
    assertThat(new Unspoken(List.of("", "secret")).harmless("x".repeat(300)))
        .isEqualTo("x".repeat(200) + "…");
    assertThat(new Unspoken(List.of("abc")).harmless("dABCd")).isNull();
    assertThat(new Unspoken(List.of("secret"))).hasToString("Unspoken[1]");
  }

  @ParameterizedTest
  @CsvSource({"429, NotDone", "503, Unknown"})
  void a_service_that_asks_for_time_gets_it(int status, String kind) {
    Reply reply = create(Declared.json(status, "{}", "Retry-After: 7\r\n"));

    assertThat(reply.getClass().getSimpleName()).isEqualTo(kind);
    Duration after =
        switch (reply) {
          case Reply.NotDone(var reason, var asked) -> asked;
          case Reply.Unknown(var reason, var asked) -> asked;
          default -> null;
        };
    assertThat(after).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void what_was_sent_without_an_answer_may_have_happened() {
    try (Peer peer = new Peer((socket, request) -> false)) {
      assertThat(connector(peer).create(Declared.ann(null)))
          .isEqualTo(
              new Reply.Unknown(
                  "service 'shop': create: the connection broke before a whole answer came"));
      assertThat(connector(peer).delete(Declared.ann("7"))).isInstanceOf(Reply.Unknown.class);
      assertThat(connector(peer).reset(Declared.ann("7"))).isInstanceOf(Reply.NotDone.class);
    }
  }

  @Test
  void a_change_without_an_answer_may_have_happened() {
    try (Peer peer =
        Declared.answering(
            Map.of(
                CONFIGURED,
                Declared.json(200, "{}"),
                "PATCH /Users/7 ",
                Declared.json(500, "{}")))) {
      assertThat(connector(peer).reset(Declared.ann("7")))
          .isEqualTo(
              new Reply.Unknown(
                  "service 'shop': reset: the service answered 500, expected 200 or 204"));
    }
  }

  @Test
  void wrong_credentials_end_the_attempts_and_say_so() {
    try (Peer peer = Peer.saying(Declared.json(401, "{}"))) {
      String refused = "the service refused our credentials (401), expected ";
      assertThat(connector(peer).delete(Declared.ann("7")))
          .isEqualTo(new Reply.Rejected("service 'shop': delete: " + refused + "204 or 404"));
      assertThat(connector(peer).exists(Declared.ann(null)))
          .isEqualTo(
              new Reply.Rejected(
                  "service 'shop': exists: " + refused + "200 for ServiceProviderConfig"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|expected totalResults, a number, got none",
        "{\"totalResults\":1,\"Resources\":[{\"id\":\"1\"}]}|expected users with id and userName, got one without",
        "{\"totalResults\":3}|expected the users from 1 to 3, got none",
      })
  void what_is_no_list_tells_nothing(String body, String reason) {
    try (Peer peer =
        Declared.answering(
            Map.of(
                CONFIGURED, Declared.json(200, "{}"), "GET /Users?", Declared.json(200, body)))) {
      assertThat(connector(peer).exists(Declared.ann(null)))
          .isEqualTo(new Reply.Unknown("service 'shop': exists: " + reason));
    }
  }

  @Test
  void what_is_no_user_tells_nothing() {
    try (Peer peer = Peer.saying(Declared.json(200, "{\"id\":7,\"userName\":\"ann\"}"))) {
      assertThat(connector(peer).exists(Declared.ann("7")))
          .isEqualTo(
              new Reply.Unknown(
                  "service 'shop': exists: expected a user with id and userName, got none"));
    }
  }

  @Test
  void pages_are_no_longer_than_the_service_allows() {
    try (Peer peer =
        Declared.answering(
            Map.of(
                CONFIGURED,
                Declared.json(200, "{\"filter\":{\"supported\":true,\"maxResults\":20}}"),
                "GET /Users?startIndex=1&count=20&filter=userName%20eq%20%22ann%22 ",
                Declared.json(200, "{\"totalResults\":0}")))) {
      assertThat(connector(peer).exists(Declared.ann(null))).isEqualTo(new Reply.Absent());
    }
  }

  @Test
  void a_version_that_would_break_out_of_its_header_is_not_sent() {
    String found =
        "{\"totalResults\":1,\"Resources\":[{\"id\":\"7\",\"userName\":\"ann\","
            + "\"meta\":{\"version\":\"a\\r\\nX-Evil: b\"}}]}";
    try (Peer peer =
        Declared.answering(
            Map.of(
                CONFIGURED,
                Declared.json(200, "{}"),
                "GET /Users?",
                Declared.json(200, found),
                "PATCH /Users/7 ",
                "HTTP/1.1 204 Done\r\n\r\n"))) {
      assertThat(connector(peer).reset(Declared.ann(null))).isEqualTo(new Reply.Done("7"));
      assertThat(peer.requests.getLast()).doesNotContain("If-Match", "X-Evil");
    }
  }
}
