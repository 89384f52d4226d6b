package dev.testaccounts.connectors;

import static dev.testaccounts.connectors.Calls.ANN;
import static dev.testaccounts.connectors.Calls.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simple contract on the wire. */
class SimpleConnectorTest {

  private final HttpConnectors connectors = Calls.connectors();

  @AfterEach
  void close() {
    connectors.close();
  }

  @Test
  void a_create_posts_username_and_password() {
    try (Peer peer = Peer.status(200)) {
      assertThat(connector(peer).create(ANN)).isEqualTo(new Reply.Done(null));

      assertThat(peer.requests).hasSize(1);
      String request = peer.requests.getFirst();
      assertThat(request)
          .startsWith("POST /create_account HTTP/1.1\r\n")
          .containsIgnoringCase("Content-Type: application/json")
          .endsWith("\r\n\r\n{\"username\":\"ann\",\"password\":\"Tam1_hunter2\"}");
    }
  }

  @Test
  void nothing_is_asked_for_that_was_not_said() {
    try (Peer peer = Peer.status(200, "Set-Cookie: a=b\r\n")) {
      Connector connector = connector(peer);
      connector.create(ANN);
      connector.delete(ANN);

      assertThat(peer.requests).hasSize(2);
      assertThat(String.join("", peer.requests).toLowerCase(Locale.ROOT))
          .doesNotContain("upgrade", "cookie", "authorization", "accept-encoding", "expect:");
    }
  }

  @Test
  void a_base_path_stays_in_front() {
    try (Peer peer = Peer.status(200)) {
      URI url = URI.create(peer.url() + "/base/");
      Connector connector = Calls.connector(connectors, url, PATIENT);
      connector.create(ANN);
      connector.delete(ANN);

      assertThat(peer.requests.getFirst()).startsWith("POST /base/create_account ");
      assertThat(peer.requests.getLast()).startsWith("DELETE /base/delete_account/ann ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'a b', a%20b",
    "a/../b, a%2F..%2Fb",
    "a?b=c#d, a%3Fb%3Dc%23d",
    "a%2fb, a%252fb",
    "a+b@c, a%2Bb%40c",
    "ä€, %C3%A4%E2%82%AC",
    "a;b&c:d, a%3Bb%26c%3Ad",
    "a_b.c-d, a_b.c-d"
  })
  void a_username_is_one_part_of_the_path_whatever_it_holds(String username, String path) {
    try (Peer peer = Peer.status(200)) {
      connector(peer).delete(Calls.identity(username));

      assertThat(peer.requests.getFirst())
          .startsWith("DELETE /delete_account/" + path + " HTTP/1.1\r\n");
    }
  }

  @Test
  void a_body_is_JSON_whatever_the_username_holds() {
    try (Peer peer = Peer.status(200)) {
      connector(peer).create(Calls.identity("a\"b\\c\nd€"));

      assertThat(peer.requests.getFirst()).contains("{\"username\":\"a\\\"b\\\\c\\nd€\",");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204})
  void a_delete_that_was_done_is_done(int status) {
    try (Peer peer = Peer.status(status)) {
      assertThat(connector(peer).delete(ANN)).isEqualTo(new Reply.Done(null));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void what_is_not_there_is_absent(int status) {
    try (Peer peer = Peer.status(status)) {
      assertThat(connector(peer).delete(ANN)).isEqualTo(new Reply.Absent());
    }
  }

  @Test
  void a_taken_name_is_a_conflict() {
    try (Peer peer = Peer.status(409)) {
      assertThat(connector(peer).create(ANN))
          .isEqualTo(
              new Reply.Conflict("service 'user-service': create: the service answered 409"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 202, 203, 204, 206, 226})
  void another_success_than_the_contracts_tells_nothing(int status) {
    try (Peer peer = Peer.status(status)) {
      assertThat(connector(peer).create(ANN))
          .isEqualTo(
              new Reply.Unknown("service 'user-service': create: the service answered " + status));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 501, 502, 503, 504, 599, 600, 999})
  void a_failure_of_the_service_tells_nothing(int status) {
    try (Peer peer = Peer.status(status)) {
      Connector connector = connector(peer);

      assertThat(connector.create(ANN))
          .isEqualTo(
              new Reply.Unknown("service 'user-service': create: the service answered " + status));
      assertThat(connector.delete(ANN))
          .isEqualTo(
              new Reply.Unknown("service 'user-service': delete: the service answered " + status));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 405, 406, 411, 413, 415, 422, 451, 499})
  void a_considered_refusal_is_for_good(int status) {
    try (Peer peer = Peer.status(status)) {
      Connector connector = connector(peer);

      assertThat(connector.create(ANN))
          .isEqualTo(
              new Reply.Rejected("service 'user-service': create: the service answered " + status));
      assertThat(connector.delete(ANN))
          .isEqualTo(
              new Reply.Rejected("service 'user-service': delete: the service answered " + status));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void credentials_that_are_refused_are_named_and_no_further_attempt_is_worth_it(int status) {
    try (Peer peer = Peer.status(status)) {
      Connector connector = connector(peer);
      String refused = ": the service refused our credentials (" + status + ")";

      assertThat(connector.create(ANN))
          .isEqualTo(new Reply.Rejected("service 'user-service': create" + refused));
      assertThat(connector.delete(ANN))
          .isEqualTo(new Reply.Rejected("service 'user-service': delete" + refused));
    }
  }

  @Test
  void a_create_that_finds_nothing_at_its_path_is_refused_for_good() {
    try (Peer peer = Peer.status(404)) {
      assertThat(connector(peer).create(ANN)).isInstanceOf(Reply.Rejected.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429})
  void not_now_is_not_done(int status) {
    try (Peer peer = Peer.status(status)) {
      assertThat(connector(peer).create(ANN))
          .isEqualTo(
              new Reply.NotDone(
                  "service 'user-service': create: the service answered " + status, null));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | 7",
        "' 0 ' | 0",
        "3599 | 3599",
        "3601 | 3600",
        "999999999 | 3600",
        "99999999999999999999 | 3600",
        "Sun, 01 Mar 2026 10:00:07 GMT | 7",
        "Sunday, 01-Mar-26 10:00:07 GMT | 7",
        "Sun Mar  1 10:00:07 2026 | 7",
        "Sun, 01 Mar 2026 09:59:59 GMT | 0",
        "Sun, 01 Mar 2026 11:00:01 GMT | 3600"
      })
  void what_Retry_After_asks_for_is_handed_on(String value, long seconds) {
    Duration after = Duration.ofSeconds(seconds);
    String asked = ", and asks to be left alone for " + seconds + " s";
    try (Peer busy = Peer.status(429, "Retry-After: " + value + "\r\n");
        Peer away = Peer.status(503, "Retry-After: " + value + "\r\n")) {
      assertThat(connector(busy).create(ANN))
          .isEqualTo(
              new Reply.NotDone(
                  "service 'user-service': create: the service answered 429" + asked, after));
      assertThat(connector(away).delete(ANN))
          .isEqualTo(
              new Reply.Unknown(
                  "service 'user-service': delete: the service answered 503" + asked, after));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "1.5", "", "Wed, 21 Oct 2026", "7 s"})
  void a_Retry_After_that_is_neither_seconds_nor_a_date_is_none(String value) {
    try (Peer peer = Peer.status(429, "Retry-After: " + value + "\r\n")) {
      assertThat(connector(peer).create(ANN))
          .isEqualTo(
              new Reply.NotDone("service 'user-service': create: the service answered 429", null));
    }
  }

  /** Okta, Auth0, GitHub and GitLab say when the next calls may come, by one of these names. */
  @ParameterizedTest
  @CsvSource({
    "X-Rate-Limit-Reset, 1772359207, 7",
    "x-ratelimit-reset, 1772359207, 7",
    "RateLimit-Reset, 7, 7",
    "RateLimit-Reset, ' 0 ', 0",
    "RateLimit-Reset, 3601, 3600",
    "RateLimit-Reset, 1000000000, 3600",
    "X-RateLimit-Reset, 1772359199, 0",
    "X-RateLimit-Reset, 1000000001, 0",
    "X-RateLimit-Reset, 1000000000000, 3600",
    "X-RateLimit-Reset, 1772359207000, 7",
    "X-RateLimit-Reset, 1000000000001, 0",
    "X-RateLimit-Reset, 99999999999999999999, 3600",
  })
  void when_a_limit_is_reset_is_when_to_come_again(String name, String value, long seconds) {
    try (Peer peer = Peer.status(429, name + ": " + value + "\r\n")) {
      assertThat(connector(peer).create(ANN))
          .isEqualTo(
              new Reply.NotDone(
                  "service 'user-service': create: the service answered 429, and asks to be left"
                      + " alone for "
                      + seconds
                      + " s",
                  Duration.ofSeconds(seconds)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "1.5", "", "7 s", "Sun, 01 Mar 2026 10:00:07 GMT"})
  void a_reset_that_is_no_number_is_none(String value) {
    try (Peer peer = Peer.status(429, "X-RateLimit-Reset: " + value + "\r\n")) {
      assertThat(connector(peer).create(ANN))
          .isEqualTo(
              new Reply.NotDone("service 'user-service': create: the service answered 429", null));
    }
  }

  /** They come with every answer: only one that refuses asks for something. */
  @Test
  void a_reset_asks_for_nothing_beside_a_Retry_After_or_another_status() {
    try (Peer busy = Peer.status(429, "RateLimit-Reset: 60\r\n", "Retry-After: 7\r\n");
        Peer away = Peer.status(503, "RateLimit-Reset: 60\r\n")) {
      assertThat(connector(busy).create(ANN))
          .isInstanceOfSatisfying(
              Reply.NotDone.class,
              reply -> assertThat(reply.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
      assertThat(connector(away).create(ANN))
          .isEqualTo(new Reply.Unknown("service 'user-service': create: the service answered 503"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308})
  void a_redirect_is_not_followed(int status) {
    try (Peer target = Peer.status(200);
        Peer peer = Peer.status(status, "Location: " + target.url() + "/create_account\r\n")) {
      Connector connector = connector(peer);

      assertThat(connector.create(ANN))
          .as("many make the account and lead to where it is")
          .isEqualTo(
              new Reply.Unknown(
                  "service 'user-service': create: the service answered "
                      + status
                      + ", a redirect; redirects are not followed"));
      assertThat(connector.delete(ANN)).isInstanceOf(Reply.Rejected.class);
      assertThat(peer.requests).hasSize(2);
      assertThat(target.requests).isEmpty();
    }
  }

  @Test
  void there_is_no_asking_and_no_reset() {
    try (Peer peer = Peer.status(200)) {
      Connector connector = connector(peer);

      assertThat(connector.capabilities()).isEmpty();
      assertThatThrownBy(() -> connector.exists(ANN))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> connector.reset(ANN))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThat(peer.requests).isEmpty();
    }
  }

  private Connector connector(Peer peer) {
    return Calls.connector(connectors, peer.url(), PATIENT);
  }
}
