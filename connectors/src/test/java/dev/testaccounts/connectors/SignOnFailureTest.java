package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.ServiceHealth;
import dev.testaccounts.core.service.TargetService;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of calls whose sign-on does not come off. */
@Timeout(60)
class SignOnFailureTest {

  private static final String AWAY = "service 'shop': sign-on: expected 200 to 299, got 503";
  private static final String TOKEN = Declared.json(200, "{\"access_token\":\"t\"}");

  private final HttpConnectors connectors =
      new HttpConnectors(
          Guard.loopback(), Map.of("USER", "admin", "PASS", "s3cret"), () -> Calls.NOW);

  private volatile String toSignOn = TOKEN;
  private volatile String toCall = Declared.json(200, "");

  private final Peer peer = new Peer(this::answered);
  private final TargetService service =
      new TargetService(
          Calls.ANN.account(),
          "shop",
          Declared.spec(
              peer.url(),
              "http",
              Declared.http(
                  "authentication: {oauth2: {grant: password, path: /token, clientId: cli}}\n"
                      + Declared.LEAST),
              Map.of("username", "${env:USER}", "password", "${env:PASS}")),
          1,
          Calls.NOW);
  private final Connector connector = connectors.connector(service).orElseThrow();

  @AfterEach
  void close() {
    connectors.close();
    peer.close();
  }

  private boolean answered(Socket socket, String request) throws IOException {
    Peer.write(socket, request.startsWith("POST /token ") ? toSignOn : toCall);
    return true;
  }

  private Reply create() {
    return connector.create(Declared.ann(null));
  }

  @Test
  void a_token_that_cannot_be_had_again_for_now_leaves_a_call_undone() {
    create();
    toCall = Declared.json(401, "");
    toSignOn = Declared.json(503, "");

    assertThat(create()).isEqualTo(new Reply.NotDone(AWAY, null));
  }

  @Test
  void who_is_held_before_a_sign_on_is_held_and_hears_the_same_each_time() {
    toSignOn = Declared.json(503, "", "Retry-After: 60\r\n");
    String asks = AWAY + ", and asks to be left alone for 60 s";
    assertThat(create()).isEqualTo(new Reply.NotDone(asks, Duration.ofSeconds(60)));

    for (int i = 0; i < 5; i++) {
      assertThat(create())
          .isEqualTo(
              new Reply.Held(
                  "service 'shop': create: the service is not called for now; it last failed: "
                      + asks,
                  Duration.ofSeconds(60)));
    }
    assertThat(connectors.health(service).lastError()).isEqualTo(asks);
    assertThat(peer.requests).hasSize(1);
  }

  @Test
  void a_sick_service_is_left_alone_before_a_sign_on_too() {
    toSignOn = Declared.json(503, "");
    for (int i = 0; i < Pulse.WINDOW; i++) {
      assertThat(create()).isEqualTo(new Reply.NotDone(AWAY, null));
    }

    assertThat(create())
        .isEqualTo(
            new Reply.Held(
                "service 'shop': create: the service is not called for now; it last failed: "
                    + AWAY,
                Pulse.REST));
    assertThat(connectors.health(service))
        .isEqualTo(
            new ServiceHealth(
                ServiceHealth.State.OPEN, Calls.NOW, AWAY, Calls.NOW.plus(Pulse.REST)));
  }
}
