package dev.testaccounts.connectors;

import static dev.testaccounts.connectors.Calls.ANN;
import static dev.testaccounts.connectors.Calls.NOW;
import static dev.testaccounts.connectors.Calls.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Rate;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.ServiceHealth;
import dev.testaccounts.core.service.ServiceHealth.State;
import dev.testaccounts.core.service.TargetService;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When calls are held back: the circuit breaker, pauses that a service asks for, and the rate. */
@Timeout(60)
class HealthTest {

  private static final String OK = answer("200 OK");
  private static final String FAILED = answer("500 Oops");

  private volatile Instant now = NOW;
  private volatile String says = OK;
  private final Peer peer =
      new Peer(
          (socket, request) -> {
            Peer.write(socket, says);
            return true;
          });
  private final HttpConnectors connectors =
      new HttpConnectors(Guard.loopback(), Map.of(), () -> now);
  private final TargetService service = Calls.service(peer.url(), PATIENT);
  private final Connector connector = connectors.connector(service).orElseThrow();

  @AfterEach
  void close() {
    connectors.close();
    peer.close();
  }

  @Test
  void a_service_is_well_until_it_fails() {
    now = NOW.plusSeconds(9);
    connector.create(ANN);

    assertThat(connectors.health(service)).isEqualTo(ServiceHealth.well(NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"500 Oops", "503 Away", "429 Busy"})
  void a_service_that_hardly_answers_is_left_alone(String status) {
    calls(4);
    says = answer(status);
    calls(15);
    assertThat(connectors.health(service).state()).isEqualTo(State.CLOSED);
    now = NOW.plusSeconds(2);
    calls(1);

    assertThat(connectors.health(service))
        .isEqualTo(
            new ServiceHealth(
                State.OPEN,
                now,
                "the service answered " + status.substring(0, 3),
                now.plus(Pulse.REST)));
    assertThat(connector.create(ANN))
        .isEqualTo(
            new Reply.Held(
                "service 'user-service': create: the service is not called for now; it last failed: the service answered "
                    + status.substring(0, 3),
                Pulse.REST));
    assertThat(peer.requests).hasSize(20);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void refused_credentials_are_seen_and_no_sign_of_sickness(int status) {
    says = answer(status + " No");
    calls(30);

    assertThat(connectors.health(service))
        .isEqualTo(
            new ServiceHealth(
                State.CLOSED, NOW, "the service refused our credentials (" + status + ")", null));
    assertThat(peer.requests).hasSize(30);
  }

  @Test
  void a_service_that_answers_often_enough_is_called_on() {
    calls(5);
    says = FAILED;
    calls(15);
    says = OK;
    calls(5);
    says = FAILED;
    calls(15);

    assertThat(connectors.health(service).state()).isEqualTo(State.CLOSED);
    assertThat(peer.requests).hasSize(40);
  }

  @Test
  void a_refusal_is_an_answer_of_a_service_that_is_well() {
    says = answer("400 No");
    calls(40);

    assertThat(connectors.health(service)).isEqualTo(ServiceHealth.well(NOW));
  }

  @Test
  void a_service_that_nobody_answers_for_is_sick() throws IOException {
    TargetService gone = Calls.service(URI.create("http://127.0.0.1:" + Peer.freePort()), PATIENT);
    Connector nobody = connectors.connector(gone).orElseThrow();
    for (int i = 0; i < Pulse.WINDOW; i++) {
      nobody.create(ANN);
    }

    assertThat(connectors.health(gone).state()).isEqualTo(State.OPEN);
    assertThat(connectors.health(gone).lastError()).startsWith("nobody answers at 127.0.0.1:");
    assertThat(connectors.health(service).state()).isEqualTo(State.CLOSED);
  }

  @Test
  void after_a_rest_it_is_tried_and_left_alone_again_where_it_is_still_sick() {
    sicken();
    now = NOW.plus(Pulse.REST).plusMillis(1);
    assertThat(connectors.health(service).room(now)).isEqualTo(ServiceHealth.PROBES);
    calls(1);
    assertThat(connectors.health(service).state()).isEqualTo(State.HALF_OPEN);
    assertThat(connectors.health(service).pausedUntil()).isNull();

    calls(10);

    assertThat(connectors.health(service).state()).isEqualTo(State.OPEN);
    assertThat(connectors.health(service).since()).isEqualTo(now);
    assertThat(peer.requests).hasSize(Pulse.WINDOW + ServiceHealth.PROBES);
  }

  @Test
  void after_a_rest_it_is_tried_and_called_again_where_it_is_well() {
    sicken();
    says = OK;
    now = NOW.plus(Pulse.REST).plusMillis(1);
    calls(10);

    assertThat(connectors.health(service))
        .isEqualTo(new ServiceHealth(State.CLOSED, now, "the service answered 500", null));
    assertThat(peer.requests).hasSize(Pulse.WINDOW + 10);
  }

  @Test
  void a_change_of_the_service_ends_its_rest() {
    sicken();
    says = OK;
    TargetService changed =
        new TargetService(service.id(), service.project(), service.spec(), 2, NOW);

    assertThat(connectors.health(changed)).isEqualTo(ServiceHealth.well(NOW));
    assertThat(connectors.connector(changed).orElseThrow().create(ANN))
        .isEqualTo(new Reply.Done(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"429 Busy", "503 Away"})
  void the_whole_service_pauses_until_the_time_it_asked_for(String status) {
    says = answer(status, "Retry-After: 60\r\n");
    connector.create(ANN);
    says = OK;
    now = NOW.plusMillis(59_999);

    assertThat(connectors.health(service))
        .isEqualTo(
            new ServiceHealth(
                State.CLOSED,
                NOW,
                "the service answered " + status.substring(0, 3),
                NOW.plusSeconds(60)));
    assertThat(connectors.health(service).room(now)).isZero();
    assertThat(connector.delete(Calls.identity("bob")))
        .isInstanceOfSatisfying(
            Reply.Held.class, held -> assertThat(held.pause()).isEqualTo(Duration.ofMillis(1)));
    assertThat(peer.requests).hasSize(1);

    now = NOW.plusSeconds(60);
    assertThat(connector.delete(Calls.identity("bob"))).isEqualTo(new Reply.Done(null));
    assertThat(connectors.health(service).pausedUntil()).isNull();
  }

  @Test
  void a_pause_on_other_answers_is_not_for_the_whole_service() {
    says = answer("500 Oops", "Retry-After: 60\r\n");
    connector.create(ANN);

    assertThat(connectors.health(service).pausedUntil()).isNull();
  }

  @Test
  void calls_beyond_the_rate_that_cannot_have_their_turn_in_time_are_not_sent() throws Exception {
    Limits hourly = new Limits(4, Duration.ofSeconds(2), new Rate(1, Rate.Per.HOUR));
    TargetService slow = Calls.service(peer.url(), hourly);
    Connector limited = connectors.connector(slow).orElseThrow();
    Callable<Reply> call = () -> limited.create(ANN);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Reply> replies =
          callers.invokeAll(IntStream.range(0, 9).mapToObj(i -> call).toList()).stream()
              .map(future -> future.resultNow())
              .toList();

      assertThat(replies).containsOnlyOnce(new Reply.Done(null));
      assertThat(replies)
          .contains(
              new Reply.Held(
                  "service 'user-service': create: the rate of the service is used up for now",
                  Duration.ofSeconds(2)));
    }
    assertThat(peer.requests).hasSize(1);
    assertThat(connectors.health(slow).state()).isEqualTo(State.CLOSED);
  }

  @Test
  void calls_within_the_rate_wait_for_their_turn() {
    Limits brisk = new Limits(4, Duration.ofSeconds(5), new Rate(50, Rate.Per.SECOND));
    Connector limited = connectors.connector(Calls.service(peer.url(), brisk)).orElseThrow();
    long begin = System.nanoTime();
    for (int i = 0; i < 11; i++) {
      assertThat(limited.create(ANN)).isEqualTo(new Reply.Done(null));
    }

    // The first may come at the end of its interval: nine whole ones lie between them at least.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(179));
  }

  private void sicken() {
    says = FAILED;
    calls(Pulse.WINDOW);
    assertThat(connectors.health(service).state()).isEqualTo(State.OPEN);
  }

  private void calls(int count) {
    for (int i = 0; i < count; i++) {
      connector.create(ANN);
    }
  }

  private static String answer(String status, String... headers) {
    return "HTTP/1.1 " + status + "\r\n" + String.join("", headers) + "Content-Length: 0\r\n\r\n";
  }
}
