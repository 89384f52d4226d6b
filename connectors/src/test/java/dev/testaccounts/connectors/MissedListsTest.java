package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers without the list that they should hold. */
class MissedListsTest {

  private final HttpConnectors connectors = Calls.connectors();

  @AfterEach
  void close() {
    connectors.close();
  }

  private Connector connector(Peer peer, String items) {
    String found = "path: /e, items: \"" + items + "\", username: $.n}\n";
    return Declared.connector(
        connectors,
        Declared.spec(peer.url(), Declared.LEAST + "exists: {" + found + "list: {" + found));
  }

  /** Or each of its accounts would be taken for gone, and forgotten. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$.data[*]|{\"error\":\"the database is down\"}|$['data'], got an object with error",
        "$.data[*]|{\"Errors\":[\"x\"],\"a\":0}|$['data'], got an object with Errors, a",
        "$.data[*]|{\"fault\":{\"code\":1}}|$['data'], got an object with fault",
        "$.data[*]|{\"exception\":17}|$['data'], got an object with exception",
        "$.data[*]|{\"data\":null,\"error\":true}|$['data'], got an object with data, error",
        "$.data[*]|{\"data\":{\"total\":0}}|$['data'], got an object with total",
        "$.data[*]|{\"data\":{\"error\":{\"n\":\"x\"}}}|$['data'], got an object with error",
        "$.data[*]|{\"data\":\"no\"}|$['data'], got text",
        "$.data[*]|{\"data\":0}|$['data'], got a number",
        "$.data[*]|null|$['data'], got null",
        "$.data[*]|\"x\"|$['data'], got text",
        "$.data[*]|7|$['data'], got a number",
        "$.data[*]|false|$['data'], got true or false",
        "$.data[*]|[]|$['data'], got a list of something else",
        "$[*]|{\"error\":{\"n\":\"x\"}}|$, got an object with error",
        "$[*]|\"x\"|$, got text",
        "$[?(@.n)]|{\"n\":\"ann\"}|$, got an object with n",
        "$.users[?(@.n)]|{\"errors\":[\"x\"]}|$['users'], got an object with errors",
        "$.users[?(@.n)]|{\"users\":{\"ann\":{\"n\":\"ann\"}}}|$['users'], got an object with ann",
        "$.data.users[*]|{\"data\":{\"total\":0},\"error\":\"x\"}|$['data']['users'], got an object with total",
        "$.data.users[*]|{\"data\":[]}|$['data']['users'], got a list of something else",
        "$.data.users[*]|{\"data\":{\"people\":[{\"n\":\"ann\"}]}}|$['data']['users'], got an object with people",
        "$.hits[*].user|{\"error\":\"x\"}|$['hits'], got an object with error",
        "$.hits[*].users[*]|{\"hits\":[{\"people\":[]}]}|$['hits'][*]['users'], got an object with hits",
        "$..users[*]|{\"error\":\"x\"}|$..['users'], got an object with error",
        "$..users[*]|null|$..['users'], got null",
      })
  void what_lacks_its_list_is_no_empty_list(String items, String body, String expected) {
    try (Peer peer = Peer.saying(Declared.json(200, body))) {
      Connector connector = connector(peer, items);
      String said = "expected a list at " + expected;

      assertThat(connector.exists(Declared.ann(null)))
          .isEqualTo(new Reply.Unknown("service 'shop': exists: " + said));
      assertThat(connector.list(null))
          .isEqualTo(new Listing.Untold(new Reply.Unknown("service 'shop': list: " + said)));
    }
  }

  /** A service that was told secrets may use them as names, as some count by name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"Tam1_hunter2\":1}}|an object with 1 property",
        "{\"a\":{\"x-hunter2\":1,\"n\":1}}|an object with n, 1 more",
        "{\"a\":{\"tok-4711\":1,\"n\":1}}|an object with n, 1 more",
        "{\"a\":{\"a\\u0000b\":1,\"\":2,\"a b\":3,\"\\u00e4\":4,\"a.B_9-\":5}}|an object with a.B_9-, 4 more",
        "{\"a\":{\"1\":1,\"2\":1,\"3\":1,\"4\":1,\"5\":1,\"6\":1,\"7\":1,\"8\":1,\"9\":1,\"10\":1,\"11\":1,\"12\":1}}|an object with 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 2 more",
        "{\"a\":{\"\":1,\" \":2}}|an object with 2 properties",
        "{\"a\":{}}|an empty object",
      })
  void a_name_that_may_be_secret_is_counted_only(String body, String expected) {
    try (HttpConnectors own = Calls.connectors(Guard.loopback(), Map.of("TOKEN", "tok-4711"));
        Peer peer = Peer.saying(Declared.json(200, body))) {
      String settings =
          Declared.http(
              "authentication: {bearer: {}}\n"
                  + Declared.LEAST
                  + "exists: {path: /e, items: \"$.a[*]\", username: $.n}\n"
                  + "list: {path: /e, items: \"$.a[*]\", username: $.n}\n");
      Connector connector =
          Declared.connector(
              own, Declared.spec(peer.url(), "http", settings, Map.of("bearer", "${env:TOKEN}")));
      String said = "expected a list at $['a'], got " + expected;

      assertThat(connector.exists(Declared.ann(null)))
          .isEqualTo(new Reply.Unknown("service 'shop': exists: " + said));
      if (!body.contains("hunter2")) {
        assertThat(connector.list(null))
            .isEqualTo(new Listing.Untold(new Reply.Unknown("service 'shop': list: " + said)));
      }
    }
  }

  @Test
  void a_long_name_is_counted_only() {
    String most = "k".repeat(40);
    String body = "{\"data\":{\"" + most + "\":1,\"" + "k".repeat(41) + "\":2}}";
    try (Peer peer = Peer.saying(Declared.json(200, body))) {
      assertThat(connector(peer, "$.data[*]").exists(Declared.ann(null)))
          .isEqualTo(
              new Reply.Unknown(
                  "service 'shop': exists: expected a list at $['data'], got an object with "
                      + most
                      + ", 1 more"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$.data[*]|{}",
        "$.data[*]|{\"kind\":\"x#users\"}",
        "$.data[*]|{\"data\":null}",
        "$.data[*]|{\"data\":[]}",
        "$.data[*]|{\"error\":null,\"errors\":[],\"fault\":false,\"exception\":\"\"}",
        "$.users[?(@.n)]|{\"kind\":\"x#users\"}",
        "$.users[?(@.n)]|{\"users\":[{\"id\":1}]}",
        "$[*]|[]",
        "$[*]|null",
        "$[?(@.n)]|[{\"id\":1}]",
        "$.data.users[*]|{}",
        "$.data.users[*]|{\"data\":null}",
        "$.data.users[*]|{\"data\":{\"total\":0}}",
        "$.hits[*].users[*]|{\"hits\":[]}",
        "$..users[*]|{}",
      })
  void a_list_that_is_empty_may_be_left_out(String items, String body) {
    try (Peer peer = Peer.saying(Declared.json(200, body))) {
      Connector connector = connector(peer, items);

      assertThat(connector.exists(Declared.ann(null))).isEqualTo(new Reply.Absent());
      assertThat(connector.list(null)).isEqualTo(new Listing.Part(List.of(), null));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$.data.users[*]|{\"data\":{\"users\":[{\"n\":\"ann\"}]}}",
        "$.users[?(@.n)]|{\"users\":[{\"id\":1},{\"n\":\"ann\"}],\"errors\":[]}",
        "$[?(@.profile.last)]|[{\"n\":\"ann\",\"profile\":{\"last\":\"x\"}},{\"n\":\"bob\"}]",
        "$.users[*]|{\"users\":{\"u1\":{\"n\":\"ann\",\"groups\":[{\"id\":1}]}}}",
        "$.hits[*].users[*]|{\"hits\":[{\"users\":[{\"n\":\"ann\"}]},{}]}",
      })
  void a_list_or_what_is_by_name_instead_is_found(String items, String body) {
    try (Peer peer = Peer.saying(Declared.json(200, body))) {
      Connector connector = connector(peer, items);

      assertThat(connector.exists(Declared.ann(null))).isEqualTo(new Reply.Done(null));
      assertThat(connector.list(null))
          .isEqualTo(new Listing.Part(List.of(new Listing.Listed("ann", null)), null));
    }
  }
}
