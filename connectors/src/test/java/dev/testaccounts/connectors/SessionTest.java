package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Reply;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                  "service 'shop': sign-on: expected the cookie sid, got 1 other", null));
    }
  }

  @Test
  void no_cookie_is_called_by_its_name_which_may_be_a_secret() {
    try (Peer peer = Peer.status(200, "Set-Cookie: s3cret=1\r\n", "Set-Cookie: theme=dark\r\n")) {
      assertThat(connector(peer, BY_SESSION.replace("\n", " "), PERSON).create(Declared.ann(null)))
          .isEqualTo(
              new Reply.NotDone(
                  "service 'shop': sign-on: expected the cookie sid, got 2 others", null));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Max-Age=0; Path=/old",
        "max-age=-1",
        "Max-Age=0; Expires=Tue, 01 Jan 2030 00:00:00 GMT",
        "Expires=Thu, 01-Jan-1970 00:00:00 GMT",
        "Expires=Thursday, 01-Jan-70 00:00:00 GMT",
        "Path=/old; expires=Sun, 01 Mar 2026 10:00:00 GMT"
      })
  void a_cookie_that_is_taken_back_replaces_none(String how) {
    String back = "Set-Cookie: sid=deleted; " + how + "\r\n";
    try (Peer peer = Peer.status(200, "Set-Cookie: sid=good; Path=/app\r\n", back)) {
      connector(peer, BY_SESSION.replace("\n", " "), PERSON).create(Declared.ann(null));
      assertThat(peer.requests.getLast()).contains("\r\nCookie: sid=good\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sid=deleted; Max-Age=0", "sid=; Path=/", "sid", "=s1", ";", "; sid=s1"})
  void a_line_that_gives_no_cookie_is_no_session(String line) {
    try (Peer peer = Peer.status(200, "Set-Cookie: " + line + "\r\n")) {
      assertThat(connector(peer, BY_SESSION.replace("\n", " "), PERSON).create(Declared.ann(null)))
          .isEqualTo(
              new Reply.NotDone(
                  "service 'shop': sign-on: expected the cookie sid, got none", null));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "Expires=Sun, 01 Mar 2026 10:00:01 GMT",
        "Expires=soon",
        "Expires=Sat, 31 Feb 2026 10:00:00 GMT",
        "Max-Age=soon",
        "HttpOnly"
      })
  void a_cookie_that_lives_is_one_however_long(String how) {
    try (Peer peer = Peer.status(200, "Set-Cookie: sid=good; " + how + "\r\n")) {
      assertThat(connector(peer, BY_SESSION.replace("\n", " "), PERSON).create(Declared.ann(null)))
          .isEqualTo(new Reply.Done(null));
    }
  }

  /** As web forms do it: what was done, and what was not, is a redirect. */
  private static Peer forms(AtomicInteger sessions, AtomicInteger created, String page) {
    return new Peer(
        (socket, request) -> {
          boolean signsOn = request.startsWith("POST /login ");
          String cookie = signsOn ? "Set-Cookie: sid=s" + sessions.incrementAndGet() + "\r\n" : "";
          boolean in = !signsOn && request.contains("sid=s" + sessions.get() + "\r\n");
          created.addAndGet(in ? 1 : 0);
          String to = signsOn || in ? "/users" : page;
          Peer.write(socket, Declared.json(302, "", cookie, "Location: " + to + "\r\n"));
          return true;
        });
  }

  private static final String FORMS =
      BY_SESSION.replace("\n", " ").replace("cookie:", "success: [302], page: /login, cookie:");

  private Connector byForms(Peer peer) {
    var spec =
        Declared.spec(
            peer.url(),
            "http",
            Declared.http(
                "authentication: "
                    + FORMS
                    + "\n"
                    + Declared.LEAST.replace("{path: ", "{success: [302], path: ")),
            PERSON);
    assertThat(Declared.mistake(connectors, spec)).isEqualTo("(none)");
    return Declared.connector(connectors, spec);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/login",
        "http://127.0.0.1/login?from=%2Fusers",
        "/login?from=/a b|c#top",
        "/login;jsessionid=1A",
        "/login;jsessionid=1A?from=users",
        "/login/",
        "//sso.example/login",
        "HTTP://sso.example:8443/login",
        "login",
        "./login?from=users",
        "../../login",
        "/./app/../login"
      })
  void a_session_that_ends_by_a_redirect_to_its_page_is_begun_again(String page) {
    AtomicInteger sessions = new AtomicInteger();
    AtomicInteger created = new AtomicInteger();
    try (Peer peer = forms(sessions, created, page)) {
      Connector connector = byForms(peer);
      assertThat(connector.create(Declared.ann(null))).isEqualTo(new Reply.Done(null));
      assertThat(created).as("a redirect elsewhere is the answer").hasValue(1);

      sessions.incrementAndGet();
      assertThat(connector.create(Declared.ann(null))).isEqualTo(new Reply.Done(null));
      assertThat(sessions).hasValue(3);
      assertThat(created).hasValue(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/users/login",
        "/login/ann",
        "login/ann",
        "/login-as",
        "/?from=/login",
        "?from=/login",
        "//login",
        "mailto:login",
        "/log in"
      })
  void a_redirect_to_another_page_is_an_answer(String page) {
    AtomicInteger sessions = new AtomicInteger();
    try (Peer peer = forms(sessions, new AtomicInteger(), page)) {
      Connector connector = byForms(peer);
      connector.create(Declared.ann(null));
      sessions.incrementAndGet();

      assertThat(connector.create(Declared.ann(null))).isEqualTo(new Reply.Done(null));
      assertThat(sessions).as("nobody signed on again").hasValue(2);
    }
  }

  @Test
  void who_is_signed_out_and_not_let_in_again_has_done_nothing() {
    AtomicBoolean out = new AtomicBoolean();
    try (Peer peer =
        new Peer(
            (socket, request) -> {
              boolean signsOn = request.startsWith("POST /login ");
              Peer.write(
                  socket,
                  Declared.json(
                      signsOn && out.get() ? 503 : 302,
                      "",
                      signsOn ? "Set-Cookie: sid=1\r\n" : "",
                      "Location: " + (out.get() ? "/login" : "/users") + "\r\n"));
              return true;
            })) {
      Connector connector = byForms(peer);
      assertThat(connector.create(Declared.ann(null))).isEqualTo(new Reply.Done(null));

      out.set(true);
      assertThat(connector.delete(Declared.ann(null)))
          .isEqualTo(new Reply.NotDone("service 'shop': sign-on: expected 302, got 503", null));
    }
  }

  @Test
  void a_page_that_comes_again_after_a_sign_on_is_no_success() {
    try (Peer peer =
        Peer.saying(Declared.json(302, "", "Set-Cookie: sid=1\r\n", "Location: /login\r\n"))) {
      assertThat(byForms(peer).create(Declared.ann(null)))
          .isEqualTo(
              new Reply.Rejected(
                  "service 'shop': create: the service wants a sign-on again right after one"));
    }
  }

  @Test
  void a_page_is_no_session_where_a_redirect_is_one() {
    try (Peer peer = Peer.status(200, "Set-Cookie: sid=1\r\n")) {
      String forms = BY_SESSION.replace("\n", " ").replace("cookie:", "success: [302], cookie:");
      assertThat(connector(peer, forms, PERSON).create(Declared.ann(null)))
          .isEqualTo(
              new Reply.NotDone(
                  "service 'shop': sign-on: expected 302, got 200; are our credentials right?",
                  null));
    }
  }
}
