package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.TargetService;
import java.io.IOException;
import java.net.Socket;
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
}
