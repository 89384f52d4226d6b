package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.SignIn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which accounts there are, page by page, and whether they are let in. */
class ListAndSignInTest {

  private final HttpConnectors connectors = Calls.connectors();

  @AfterEach
  void close() {
    connectors.close();
  }

  private Connector connector(Peer peer, String more) {
    return Declared.connector(connectors, Declared.spec(peer.url(), Declared.LEAST + more));
  }

  private static String list(String paging) {
    return "list: {path: /users, items: \"$.all[*]\", username: $.name, id: $.id"
        + (paging.isEmpty() ? "" : ", paging: " + paging)
        + "}\n";
  }

  private static String page(String... names) {
    return page("", List.of(names));
  }

  private static String page(String more, List<String> names) {
    List<String> items =
        names.stream().map(name -> "{\"name\":\"" + name + "\",\"id\":7}").toList();
    return "{\"all\":[" + String.join(",", items) + "]" + more + "}";
  }

  private static List<String> all(Connector connector) {
    List<String> names = new ArrayList<>();
    String from = null;
    do {
      Listing.Part part = (Listing.Part) connector.list(from);
      part.accounts().forEach(each -> names.add(each.username()));
      from = part.next();
    } while (from != null);
    return names;
  }

  private static List<String> targets(Peer peer) {
    return peer.requests.stream().map(each -> each.substring(4, each.indexOf(" HTTP"))).toList();
  }

  @Test
  void a_list_of_one_part() {
    try (Peer peer = Peer.saying(Declared.json(200, page("ann", "bob")))) {
      Connector connector = connector(peer, list(""));

      assertThat(connector.capabilities()).containsExactly(Capability.LIST);
      assertThat(connector.list(null))
          .isEqualTo(
              new Listing.Part(
                  List.of(new Listing.Listed("ann", "7"), new Listing.Listed("bob", "7")), null));
    }
  }

  @Test
  void a_list_that_is_elsewhere_is_no_empty_list() {
    try (Peer peer = Peer.saying(Declared.json(200, "{\"users\":[{\"name\":\"ann\"}]}"))) {
      assertThat(connector(peer, list("")).list(null))
          .isEqualTo(
              new Listing.Untold(
                  new Reply.Unknown(
                      "service 'shop': list: expected a list at $['all'],"
                          + " got an object with users")));
    }
  }

  @Test
  void pages_are_counted_until_one_is_empty() {
    try (Peer peer =
        Declared.answering(
            Map.of(
                "GET /users?per=2&page=1 ", Declared.json(200, page("a", "b")),
                "GET /users?per=2&page=2 ", Declared.json(200, page("c")),
                "GET /users?per=2&page=3 ", Declared.json(200, page())))) {
      assertThat(all(connector(peer, list("{number: {size: {parameter: per, value: 2}}}"))))
          .containsExactly("a", "b", "c");
    }
  }

  @Test
  void items_are_counted() {
    try (Peer peer =
        Declared.answering(
            Map.of(
                "GET /users?start=0 ", Declared.json(200, page("a", "b")),
                "GET /users?start=2 ", Declared.json(200, page("c")),
                "GET /users?start=3 ", Declared.json(200, page())))) {
      assertThat(all(connector(peer, list("{offset: {parameter: start}}"))))
          .containsExactly("a", "b", "c");
    }
  }

  /** As the Django REST framework answers. */
  @ParameterizedTest
  @ValueSource(strings = {"number: {}", "offset: {parameter: page, first: 1}"})
  void a_page_that_is_not_there_is_beyond_the_last(String paging) {
    try (Peer peer =
        Declared.answering(
            Map.of(
                "GET /users?page=1 ", Declared.json(200, page("a")),
                "GET /users?page=2 ", Declared.json(200, page("b"))))) {
      assertThat(all(connector(peer, list("{" + paging + "}")))).containsExactly("a", "b");
      assertThat(targets(peer)).hasSize(3);
    }
  }

  /** Then it is the path that is wrong, or it means something else. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "number: {}|items|-|404",
        "number: {}|absent: [410], items|2|404",
        "number: {}|absent: [410], retry: [404], items|2|404",
        "number: {}|items|2|400",
        "cursor: {next: $.next}|items|2|404",
        "link: true|items|/users?page=2|404",
      })
  void any_other_page_that_is_not_there_is_told(
      String paging, String more, String from, int status) {
    try (Peer peer = Peer.status(status)) {
      String list = list("{" + paging + "}").replace("items", more);
      assertThat(connector(peer, list).list(from.equals("-") ? null : from).toString())
          .startsWith("Untold[")
          .contains("expected 200 to 299, got " + status);
    }
  }

  @Test
  void a_cursor_leads_on() {
    try (Peer peer =
        Declared.answering(
            Map.of(
                "GET /users ", Declared.json(200, page(",\"next\":\"x y\"", List.of("a"))),
                "GET /users?after=x%20y ",
                    Declared.json(200, page(",\"next\":null", List.of("b")))))) {
      assertThat(all(connector(peer, list("{cursor: {parameter: after, next: $.next}}"))))
          .containsExactly("a", "b");
    }
  }

  @Test
  void a_link_leads_on() {
    try (Peer peer =
        Declared.answering(
            Map.of(
                "GET /users ",
                    Declared.json(
                        200,
                        page("a"),
                        "Link: </users?x=0>; rel=\"prev\", </users?after=1&l=2>; rel=\"next\"\r\n"),
                "GET /users?after=1&l=2 ",
                    Declared.json(200, page("b"), "Link: </users>; rel=\"first\"\r\n")))) {
      assertThat(all(connector(peer, list("{link: true}")))).containsExactly("a", "b");
      assertThat(targets(peer)).containsExactly("/users", "/users?after=1&l=2");
    }
  }

  /** Our credentials would go there. */
  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:1/users?key=s3cr3t", "http://127.0.0.1/", "//x/y"})
  void a_link_to_another_place_is_no_next_page(String link) {
    try (Peer peer =
        Peer.saying(Declared.json(200, page("a"), "Link: <" + link + ">; rel=\"next\"\r\n"))) {
      assertThat(connector(peer, list("{link: true}")).list(null))
          .isEqualTo(
              new Listing.Untold(
                  new Reply.Unknown(
                      "service 'shop': list: expected the next page in the same place as the"
                          + " first, got another host")));
    }
  }

  @Test
  void a_link_that_is_none_is_told_without_its_text() {
    try (Peer peer =
        Peer.saying(Declared.json(200, page("a"), "Link: </u?key=s3cr3t x>; rel=\"next\"\r\n"))) {
      assertThat(connector(peer, list("{link: true}")).list(null))
          .isEqualTo(
              new Listing.Untold(
                  new Reply.Unknown(
                      "service 'shop': list: expected a URL in the Link header, got something"
                          + " else")));
    }
  }

  @Test
  void a_link_to_a_host_that_is_not_allowed_is_not_followed() {
    try (Peer peer = Peer.status(200)) {
      assertThat(connector(peer, list("{link: true}")).list("http://evil.example/users"))
          .isInstanceOf(Listing.Untold.class);
      assertThat(peer.requests).isEmpty();
    }
  }

  @Test
  void an_account_without_a_name_is_no_list() {
    try (Peer peer = Peer.saying(Declared.json(200, "{\"all\":[{\"id\":1}]}"))) {
      assertThat(connector(peer, list("")).list(null))
          .isEqualTo(
              new Listing.Untold(
                  new Reply.Unknown(
                      "service 'shop': list: expected a username at $['name'] in each of"
                          + " $['all'][*], got none")));
    }
  }

  private static final String LOGIN =
      """
      login: {path: /token, form: {u: "{{account.username}}", p: "{{account.password}}"},
        tokens: {accessToken: $.access_token}}
      """;

  @Test
  void a_sign_in_gives_tokens() {
    try (Peer peer = Peer.saying(Declared.json(200, "{\"access_token\":\"abc\"}"))) {
      Connector connector = connector(peer, LOGIN);

      assertThat(connector.capabilities()).containsExactly(Capability.SIGN_IN);
      assertThat(connector.signIn(Declared.ann(null)))
          .isEqualTo(new SignIn.In(Map.of("accessToken", new Secret("abc"))));
      assertThat(peer.requests.getFirst()).endsWith("\r\n\r\nu=ann&p=Tam1_hunter2");
    }
  }

  @Test
  void an_account_signs_in_by_itself_where_that_is_how() {
    try (Peer peer = Peer.status(200)) {
      Connector connector = connector(peer, "login: {method: GET, path: /me, basic: {}}\n");

      assertThat(connector.signIn(Declared.ann(null))).isEqualTo(new SignIn.In(Map.of()));

      assertThat(peer.requests.getFirst())
          .startsWith("GET /me HTTP")
          .contains("\r\nAuthorization: Basic " + pair("ann:Tam1_hunter2") + "\r\n");
    }
  }

  @Test
  void it_may_be_called_otherwise_there() {
    try (Peer peer = Peer.status(200)) {
      connector(peer, "login: {path: /me, basic: {username: \"{{account.email}}\", password: p}}\n")
          .signIn(Declared.ann(null));

      assertThat(peer.requests.getFirst())
          .contains("\r\nAuthorization: Basic " + pair("ann@example.test:p") + "\r\n");
    }
  }

  /** It would end the name, and begin the password (RFC 7617, section 2). */
  @Test
  void a_name_with_a_colon_signs_in_nowhere() {
    try (Peer peer = Peer.status(200)) {
      Connector connector =
          connector(peer, "login: {path: /me, basic: {username: \"x:{{account.username}}\"}}\n");

      assertThat(connector.signIn(Declared.ann(null)).toString())
          .contains("a name with a colon cannot sign in by HTTP Basic: x:ann");
      assertThat(peer.requests).isEmpty();
    }
  }

  private static String pair(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_sign_in_without_its_token_tells_nothing() {
    try (Peer peer = Peer.saying(Declared.json(200, "{}"))) {
      assertThat(connector(peer, LOGIN).signIn(Declared.ann(null)))
          .isEqualTo(
              new SignIn.Untold(
                  new Reply.Unknown(
                      "service 'shop': login: expected accessToken at $['access_token'], got"
                          + " none")));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 422})
  void a_wrong_password_is_refused(int status) {
    try (Peer peer = Peer.status(status)) {
      assertThat(connector(peer, LOGIN).signIn(Declared.ann(null)))
          .isEqualTo(
              new SignIn.Refused("service 'shop': login: expected 200 to 299, got " + status));
    }
  }

  /** A web form: a redirect to the start page, or the form once more. */
  @ParameterizedTest
  @CsvSource({"302, In", "200, Refused", "401, Untold", "500, Untold"})
  void what_a_login_says_may_be_told(int status, String said) {
    String form = "login: {path: /login, raw: x, success: [302], refused: [200]}\n";
    try (Peer peer = Peer.status(status)) {
      assertThat(connector(peer, form).signIn(Declared.ann(null)).getClass().getSimpleName())
          .isEqualTo(said);
    }
  }

  @Test
  void a_sign_in_that_failed_tells_nothing() {
    try (Peer peer = Peer.status(500)) {
      assertThat(connector(peer, LOGIN).signIn(Declared.ann(null)))
          .isEqualTo(
              new SignIn.Untold(
                  new Reply.Unknown("service 'shop': login: expected 200 to 299, got 500")));
    }
  }

  @Test
  void a_no_can_stand_in_the_text() {
    try (Peer peer = Peer.saying(Declared.json(200, "1"))) {
      assertThat(
              connector(peer, "login: {path: /check, where: {\"$\": 0}}\n")
                  .signIn(Declared.ann(null)))
          .isEqualTo(new SignIn.Refused("service 'shop': login: the answer says no"));
    }
  }

  @Test
  void a_check_says_whether_the_service_lets_us_in() {
    try (Peer peer = Peer.status(200)) {
      Connector connector = connector(peer, "check: {path: /health}\n");

      assertThat(connector.capabilities()).containsExactly(Capability.CHECK);
      assertThat(connector.check()).isEqualTo(new Reply.Done(null));
    }
  }
}
