package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.ServiceHealth;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How our own calls prove who makes them. */
class SignOnTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("USER", "admin", "PASS", "s3cret", "TOKEN", "tok-1", "ID", "app", "KEY", "k3y");

  private final AtomicReference<Instant> now = new AtomicReference<>(Calls.NOW);
  private final HttpConnectors connectors =
      new HttpConnectors(Guard.loopback(), ENVIRONMENT, now::get);

  @AfterEach
  void close() {
    connectors.close();
  }

  private Connector connector(Peer peer, String authentication, Map<String, String> references) {
    String yaml =
        (authentication.isEmpty() ? "" : "authentication: " + authentication + "\n")
            + Declared.LEAST;
    var spec = Declared.spec(peer.url(), "http", Declared.http(yaml), references);
    assertThat(Declared.mistake(connectors, spec)).isEqualTo("(none)");
    return Declared.connector(connectors, spec);
  }

  private static List<String> lines(Peer peer, String header) {
    return peer.requests.stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(header + ": "))
        .map(line -> line.substring(header.length() + 2))
        .toList();
  }

  @Test
  void a_name_and_a_password_go_as_basic() {
    try (Peer peer = Peer.status(200)) {
      connector(peer, "", Map.of("username", "${env:USER}", "password", "${env:PASS}"))
          .create(Declared.ann(null));

      String pair =
          Base64.getEncoder().encodeToString("admin:s3cret".getBytes(StandardCharsets.UTF_8));
      assertThat(lines(peer, "Authorization")).containsExactly("Basic " + pair);
    }
  }

  @Test
  void a_bearer_goes_by_itself_unless_the_declaration_says_none() {
    try (Peer peer = Peer.status(200)) {
      connector(peer, "", Map.of("bearer", "${env:TOKEN}")).create(Declared.ann(null));

      assertThat(lines(peer, "Authorization")).containsExactly("Bearer tok-1");
    }
    try (HttpConnectors others = new HttpConnectors(Guard.loopback(), ENVIRONMENT, now::get);
        Peer peer = Peer.status(200)) {
      String yaml = "authentication: {none: {}}\n" + Declared.LEAST;
      Declared.connector(
              others,
              Declared.spec(
                  peer.url(), "http", Declared.http(yaml), Map.of("bearer", "${env:TOKEN}")))
          .create(Declared.ann(null));

      assertThat(lines(peer, "Authorization")).isEmpty();
    }
  }

  @Test
  void a_key_goes_into_a_header() {
    try (Peer peer = Peer.status(200)) {
      connector(peer, "{apiKey: {header: X-Key, prefix: SSWS}}", Map.of("apiKey", "${env:KEY}"))
          .create(Declared.ann(null));

      assertThat(lines(peer, "X-Key")).containsExactly("SSWS k3y");
    }
  }

  @Test
  void a_key_goes_into_the_query() {
    try (Peer peer = Peer.status(200)) {
      connector(peer, "{apiKey: {query: key}}", Map.of("apiKey", "${env:KEY}"))
          .delete(Declared.ann(null));

      assertThat(peer.requests.getFirst()).startsWith("DELETE /users/ann?key=k3y HTTP/1.1\r\n");
    }
  }

  @Test
  void a_shown_request_holds_no_secret() {
    Map<String, String> all =
        Map.of(
            "username", "${env:USER}",
            "password", "${env:PASS}",
            "bearer", "${env:TOKEN}",
            "apiKey", "${env:KEY}",
            "clientId", "${env:ID}",
            "clientSecret", "${env:KEY}");
    Map<String, String> shown =
        Map.of(
            "{none: {}}",
            "{Content-Type=application/json}",
            "{basic: {}}",
            "Authorization=Basic ***",
            "{bearer: {}}",
            "Authorization=Bearer ***",
            "{apiKey: {header: X-Key}}",
            "X-Key=***",
            BY_CLIENT,
            "Authorization=Bearer ***",
            SessionTest.BY_SESSION.replace("\n", " "),
            "Cookie=sid=***");
    shown.forEach(
        (authentication, header) -> {
          try (HttpConnectors own = new HttpConnectors(Guard.loopback(), ENVIRONMENT, now::get);
              Peer peer = Peer.status(200)) {
            var spec =
                Declared.spec(
                    peer.url(),
                    "http",
                    Declared.http("authentication: " + authentication + "\n" + Declared.LEAST),
                    all);
            var request = Declared.connector(own, spec).shown("create").orElseThrow();

            assertThat(request.headers().toString()).contains(header);
            assertThat(request.body()).isEqualTo("{\"name\":\"test_1a2b3c4d\",\"pass\":\"***\"}");
            assertThat(request.toString()).doesNotContain("s3cret", "tok-1", "k3y");
            assertThat(peer.requests).isEmpty();
          }
        });
  }

  @Test
  void a_secret_that_is_not_there_is_named_and_nothing_is_sent() {
    try (Peer peer = Peer.status(200)) {
      assertThat(connector(peer, "", Map.of("bearer", "${env:MISSING}")).create(Declared.ann(null)))
          .isEqualTo(
              new Reply.NotDone(
                  "service 'shop': create: credentials: the environment variable MISSING is not set",
                  null));
      assertThat(peer.requests).isEmpty();
    }
  }

  private static final String BY_CLIENT =
      "{oauth2: {grant: clientCredentials, path: /token, clientIn: header, form: {scope: a b}}}";
  private static final Map<String, String> CLIENT =
      Map.of("clientId", "${env:ID}", "clientSecret", "${env:KEY}");

  /** Gives out tokens that are counted, and refuses every other request without the newest. */
  private static Peer issuing(AtomicInteger issued, String life) {
    return new Peer(
        (socket, request) -> {
          if (request.startsWith("POST /token ")) {
            String token = "t" + issued.incrementAndGet();
            Peer.write(
                socket, Declared.json(200, "{\"access_token\":\"" + token + "\"" + life + "}"));
          } else {
            boolean newest = request.contains("Authorization: Bearer t" + issued.get() + "\r\n");
            Peer.write(socket, Declared.json(newest ? 200 : 401, ""));
          }
          return true;
        });
  }

  @Test
  void a_token_is_asked_for_once_and_used_until_shortly_before_it_runs_out() {
    AtomicInteger issued = new AtomicInteger();
    try (Peer peer = issuing(issued, ",\"expires_in\":300")) {
      Connector connector = connector(peer, BY_CLIENT, CLIENT);
      connector.create(Declared.ann(null));
      now.set(Calls.NOW.plusSeconds(269));
      connector.create(Declared.ann(null));
      assertThat(issued).hasValue(1);

      now.set(Calls.NOW.plusSeconds(270));
      assertThat(connector.create(Declared.ann(null))).isEqualTo(new Reply.Done(null));

      assertThat(issued).hasValue(2);
      assertThat(lines(peer, "Authorization"))
          .containsExactly(
              "Basic YXBwOmszeQ==", "Bearer t1", "Bearer t1", "Basic YXBwOmszeQ==", "Bearer t2");
      assertThat(peer.requests.getFirst())
          .endsWith("\r\n\r\ngrant_type=client_credentials&scope=a%20b");
    }
  }

  @Test
  void a_token_that_is_refused_early_is_asked_for_again_once() {
    AtomicInteger issued = new AtomicInteger();
    try (Peer peer = issuing(issued, "")) {
      Connector connector = connector(peer, BY_CLIENT, CLIENT);
      connector.create(Declared.ann(null));
      issued.incrementAndGet();

      assertThat(connector.create(Declared.ann(null))).isEqualTo(new Reply.Done(null));
      assertThat(issued).hasValue(3);
    }
  }

  @Test
  void a_service_that_refuses_a_fresh_token_too_is_believed() {
    AtomicInteger tokens = new AtomicInteger();
    try (Peer peer =
        new Peer(
            (socket, request) -> {
              boolean token = request.startsWith("POST /token ");
              Peer.write(
                  socket,
                  token
                      ? Declared.json(
                          200, "{\"access_token\":\"t" + tokens.incrementAndGet() + "\"}")
                      : Declared.json(401, ""));
              return true;
            })) {
      assertThat(connector(peer, BY_CLIENT, CLIENT).create(Declared.ann(null)))
          .isEqualTo(
              new Reply.Rejected(
                  "service 'shop': create: expected 200 to 299, got 401: our credentials are"
                      + " refused"));
      assertThat(tokens).hasValue(2);
      assertThat(peer.requests).hasSize(4);
    }
  }

  @Test
  void an_administrators_password_buys_a_token() {
    AtomicInteger issued = new AtomicInteger();
    try (Peer peer = issuing(issued, ",\"expires_in\":60")) {
      Connector connector =
          connector(
              peer,
              "{oauth2: {grant: password, path: /token, clientId: cli}}",
              Map.of("username", "${env:USER}", "password", "${env:PASS}"));

      assertThat(connector.create(Declared.ann(null))).isEqualTo(new Reply.Done(null));
      assertThat(peer.requests.getFirst())
          .endsWith("\r\n\r\ngrant_type=password&username=admin&password=s3cret&client_id=cli");
    }
  }

  @Test
  void a_refused_sign_on_is_for_good_and_a_broken_one_is_not() {
    try (Peer peer = Peer.status(401)) {
      assertThat(connector(peer, BY_CLIENT, CLIENT).create(Declared.ann(null)))
          .isEqualTo(
              new Reply.Rejected(
                  "service 'shop': sign-on: expected to be let in, got 401: our credentials are"
                      + " refused"));
      assertThat(peer.requests).hasSize(1);
    }
    try (HttpConnectors others = new HttpConnectors(Guard.loopback(), ENVIRONMENT, now::get);
        Peer peer = Peer.saying(Declared.text(200, "text/html", "<html>"))) {
      var spec =
          Declared.spec(
              peer.url(),
              "http",
              Declared.http("authentication: " + BY_CLIENT + "\n" + Declared.LEAST),
              CLIENT);
      assertThat(Declared.connector(others, spec).create(Declared.ann(null)))
          .isEqualTo(
              new Reply.NotDone(
                  "service 'shop': sign-on: expected JSON with an access_token, got text/html",
                  null));
    }
  }

  @Test
  void callers_at_the_same_time_share_one_sign_on() throws InterruptedException {
    AtomicInteger issued = new AtomicInteger();
    try (Peer peer = issuing(issued, ",\"expires_in\":300")) {
      Connector connector = connector(peer, BY_CLIENT, CLIENT);
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> callers =
          java.util.stream.IntStream.range(0, 8)
              .mapToObj(
                  each ->
                      Thread.ofVirtual()
                          .start(
                              () -> {
                                try {
                                  start.await();
                                  connector.create(Declared.ann(null));
                                } catch (InterruptedException e) {
                                  Thread.currentThread().interrupt();
                                }
                              }))
              .toList();
      start.countDown();
      for (Thread caller : callers) {
        assertThat(caller.join(Duration.ofSeconds(30))).isTrue();
      }

      assertThat(issued).hasValue(1);
      assertThat(peer.requests).hasSize(9);
    }
  }

  @Test
  void a_client_whose_id_is_no_secret_goes_in_the_header_too() {
    try (Peer peer = Peer.saying(Declared.json(200, "{\"access_token\":\"abc\"}"))) {
      connector(
              peer,
              "{oauth2: {grant: clientCredentials, path: /token, clientIn: header, clientId: app-1}}",
              Map.of("clientSecret", "${env:KEY}"))
          .create(Declared.ann(null));

      String pair =
          Base64.getEncoder().encodeToString("app-1:k3y".getBytes(StandardCharsets.UTF_8));
      assertThat(lines(peer, "Authorization")).containsExactly("Basic " + pair, "Bearer abc");
    }
  }

  @Test
  void what_keeps_us_from_a_service_is_seen_at_it() {
    try (Peer peer = Peer.status(200)) {
      var spec =
          Declared.spec(
              peer.url(),
              "http",
              Declared.http(Declared.LEAST),
              Map.of("bearer", "${env:MISSING}"));
      TargetService service =
          new TargetService(
              Calls.service(peer.url(), Calls.PATIENT).id(), "shop", spec, 1, Calls.NOW);
      connectors.connector(service).orElseThrow().create(Declared.ann(null));

      assertThat(connectors.health(service).lastError())
          .isEqualTo("credentials: the environment variable MISSING is not set");
      assertThat(connectors.health(service).state()).isEqualTo(ServiceHealth.State.CLOSED);
    }
  }

  @Test
  void a_host_that_is_not_allowed_is_told_at_registration() {
    String elsewhere = "{oauth2: {grant: clientCredentials, path: \"http://idp.example/token\"}}";
    ServiceSpec spec =
        Declared.spec(
            URI.create("http://localhost:1"),
            "http",
            Declared.settings(
                "http:\n  authentication: "
                    + elsewhere
                    + "\n"
                    + Declared.LEAST.indent(2)
                    + "  login: {path: 'https://sso.example:8443/in'}\n"),
            CLIENT);

    assertThat(Declared.mistake(connectors, spec))
        .startsWith("connector.http.login.path: host 'sso.example' is not on the allow list");
  }

  @Test
  void an_identity_provider_on_a_host_that_is_not_allowed_is_never_asked() {
    try (Peer peer = Peer.status(200)) {
      String elsewhere =
          "{oauth2: {grant: clientCredentials, path: \"http://idp.{{service.name}}.example/token\"}}";
      assertThat(connector(peer, elsewhere, CLIENT).create(Declared.ann(null)))
          .isInstanceOfSatisfying(
              Reply.Rejected.class,
              refused -> assertThat(refused.reason()).contains("'idp.shop.example'", "allow list"));
      assertThat(peer.requests).isEmpty();
    }
  }
}
