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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of calls whose sign-on does not come off. */
@Timeout(60)
class SignOnFailureTest {

  private static final String REFUSED =
      "service 'shop': sign-on: expected to be let in, got 401: our credentials are refused";
  private static final String AWAY = "service 'shop': sign-on: expected 200 to 299, got 503";
  private static final String TOKEN = Declared.json(200, "{\"access_token\":\"t\"}");

  private final Map<String, String> environment =
      new ConcurrentHashMap<>(Map.of("USER", "admin", "PASS", "s3cret"));
  private final AtomicReference<Instant> now = new AtomicReference<>(Calls.NOW);
  private final HttpConnectors connectors =
      new HttpConnectors(Guard.loopback(), environment, now::get);

  private volatile String toSignOn = TOKEN;
  private volatile String toCall = Declared.json(200, "");

  /** Nobody is answered before. */
  private volatile CountDownLatch open = new CountDownLatch(0);

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
    try {
      assertThat(open.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Peer.write(socket, request.startsWith("POST /token ") ? toSignOn : toCall);
    return true;
  }

  private Reply create() {
    return connector.create(Declared.ann(null));
  }

  private long signOns() {
    return peer.requests.stream().filter(each -> each.startsWith("POST /token ")).count();
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

  /**
   * The first asks the service and hears nothing yet; each of the others waits for what it hears.
   */
  private List<FutureTask<Reply>> waiting(int count) {
    open = new CountDownLatch(1);
    List<FutureTask<Reply>> callers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FutureTask<Reply> caller = new FutureTask<>(this::create);
      callers.add(caller);
      Thread thread = Thread.ofPlatform().daemon().start(caller);
      while (callers.size() == 1
          ? signOns() == 0
          : thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }
    return callers;
  }

  @Test
  void who_waited_for_a_sign_on_that_failed_makes_none_of_his_own() throws Exception {
    toSignOn = Declared.json(503, "");
    List<FutureTask<Reply>> callers = waiting(8);
    open.countDown();

    for (FutureTask<Reply> each : callers) {
      assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(new Reply.NotDone(AWAY, null));
    }
    assertThat(signOns()).isEqualTo(1);
    create();
    assertThat(signOns()).as("what was no refusal is tried anew").isEqualTo(2);
  }

  @Test
  void who_waited_while_a_password_was_changed_is_not_refused_for_the_old_one() throws Exception {
    toSignOn = Declared.json(401, "");
    List<FutureTask<Reply>> callers = waiting(4);
    environment.put("PASS", "n3w");
    open.countDown();

    for (FutureTask<Reply> each : callers) {
      assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(new Reply.Rejected(REFUSED));
    }
    assertThat(peer.requests.stream().filter(each -> each.contains("password=n3w"))).hasSize(1);
    assertThat(signOns()).isEqualTo(2);
  }

  @Test
  void a_wrong_password_is_not_tried_again_for_each_account() {
    toSignOn = Declared.json(401, "");
    for (int i = 0; i < 50; i++) {
      assertThat(create()).isEqualTo(new Reply.Rejected(REFUSED));
    }
    assertThat(signOns()).isEqualTo(1);

    now.set(Calls.NOW.plusSeconds(9));
    create();
    assertThat(signOns()).isEqualTo(1);
    now.set(Calls.NOW.plusSeconds(10));
    create();
    assertThat(signOns()).as("somebody may have made it right at the service").isEqualTo(2);
  }

  @Test
  void a_password_that_was_changed_is_tried_at_once() {
    toSignOn = Declared.json(401, "");
    create();
    toSignOn = TOKEN;
    environment.put("PASS", "n3w");
    assertThat(create()).isEqualTo(new Reply.Done(null));
    assertThat(signOns()).isEqualTo(2);

    environment.put("PASS", "s3cret");
    toCall = Declared.json(401, "");
    create();
    assertThat(signOns()).as("an old refusal is forgotten").isEqualTo(3);
  }
}
