package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Reply;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sign-on that answers with cookies. */
class SessionTest {

  private final HttpConnectors connectors =
      new HttpConnectors(
          Guard.loopback(), Map.of("USER", "admin", "PASS", "s3cret"), () -> Calls.NOW);

  @AfterEach
  void close() {
    connectors.close();
  }

  private Connector connector(Peer peer, String authentication, Map<String, String> references) {
    String yaml = "authentication: " + authentication + "\n" + Declared.LEAST;
    var spec = Declared.spec(peer.url(), "http", Declared.http(yaml), references);
    assertThat(Declared.mistake(connectors, spec)).isEqualTo("(none)");
    return Declared.connector(connectors, spec);
  }

  static final String BY_SESSION =
      """
      {session: {path: /login, form: {u: "{{credentials.username}}", p: "{{credentials.password}}"},
        cookie: sid}}""";
  private static final Map<String, String> PERSON =
      Map.of("username", "${env:USER}", "password", "${env:PASS}");

  @Test
  void a_session_is_begun_once_and_again_where_it_ran_out() {
    AtomicInteger sessions = new AtomicInteger();
    try (Peer peer =
        new Peer(
            (socket, request) -> {
              if (request.startsWith("POST /login ")) {
                Peer.write(
                    socket,
                    Declared.json(
                        204,
                        "",
                        "Set-Cookie: sid=s" + sessions.incrementAndGet() + "; Path=/; HttpOnly\r\n",
                        "Set-Cookie: theme=dark\r\n"));
              } else {
                boolean newest = request.contains("sid=s" + sessions.get() + "; theme=dark\r\n");
                Peer.write(socket, Declared.json(newest ? 200 : 401, ""));
              }
              return true;
            })) {
      Connector connector = connector(peer, BY_SESSION.replace("\n", " "), PERSON);
      connector.create(Declared.ann(null));
      connector.create(Declared.ann(null));
      assertThat(sessions).hasValue(1);
      assertThat(peer.requests.getFirst()).endsWith("\r\n\r\nu=admin&p=s3cret");

      sessions.incrementAndGet();
      assertThat(connector.create(Declared.ann(null))).isEqualTo(new Reply.Done(null));
      assertThat(sessions).hasValue(3);
    }
  }

  @Test
  void a_session_without_its_cookie_is_none() {
    try (Peer peer = Peer.status(200, "Set-Cookie: theme=dark\r\n")) {
      assertThat(connector(peer, BY_SESSION.replace("\n", " "), PERSON).create(Declared.ann(null)))
          .isEqualTo(
              new Reply.NotDone(
                  "service 'shop': sign-on: expected the cookie sid, got theme", null));
    }
  }

  /** As web forms do it: a redirect to the start page, or once more to the form. */
  private static Peer forms(AtomicInteger sessions) {
    return new Peer(
        (socket, request) -> {
          boolean signsOn = request.startsWith("POST /login ");
          String cookie = signsOn ? "Set-Cookie: sid=s" + sessions.incrementAndGet() + "\r\n" : "";
          boolean in = !signsOn && request.contains("sid=s" + sessions.get() + "\r\n");
          Peer.write(socket, Declared.json(in ? 200 : 302, "", cookie, "Location: /\r\n"));
          return true;
        });
  }

  @ParameterizedTest
  @CsvSource({"'refused: [302, 401],', Done, 3", "'', Rejected, 2"})
  void a_session_of_redirects_is_begun_and_where_they_say_that_it_is_over_begun_again(
      String refused, String then, int begun) {
    AtomicInteger sessions = new AtomicInteger();
    try (Peer peer = forms(sessions)) {
      String rule = "success: [302], " + refused + " cookie:";
      Connector connector =
          connector(peer, BY_SESSION.replace("\n", " ").replace("cookie:", rule), PERSON);
      assertThat(connector.create(Declared.ann(null))).isEqualTo(new Reply.Done(null));

      sessions.incrementAndGet();
      assertThat(connector.create(Declared.ann(null)).getClass().getSimpleName()).isEqualTo(then);
      assertThat(sessions).hasValue(begun);
    }
  }

  @Test
  void a_page_is_no_session_where_a_redirect_is_one() {
    try (Peer peer = Peer.status(200, "Set-Cookie: sid=1\r\n")) {
      String forms = BY_SESSION.replace("\n", " ").replace("cookie:", "success: [302], cookie:");
      assertThat(connector(peer, forms, PERSON).create(Declared.ann(null)))
          .isEqualTo(new Reply.NotDone("service 'shop': sign-on: expected 302, got 200", null));
    }
  }
}
