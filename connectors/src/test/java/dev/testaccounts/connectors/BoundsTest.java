package dev.testaccounts.connectors;

import static dev.testaccounts.connectors.Calls.ANN;
import static dev.testaccounts.connectors.Calls.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many calls there are at once, and which client makes them. */
@Timeout(30)
class BoundsTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final HttpConnectors connectors = Calls.connectors();

  @AfterEach
  void close() {
    connectors.close();
  }

  @Test
  void a_service_never_has_more_calls_at_once_than_it_may() throws Exception {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(3);
    Peer.Manners manners =
        (socket, request) -> {
          most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
          full.countDown();
          await(full);
          inFlight.decrementAndGet();
          Peer.write(socket, OK);
          return true;
        };
    try (Peer peer = new Peer(manners);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Limits limits = new Limits(3, Duration.ofSeconds(20));
      Connector connector = Calls.connector(connectors, peer.url(), limits);
      Callable<Reply> call = () -> connector.create(ANN);
      List<Future<Reply>> replies =
          callers.invokeAll(IntStream.range(0, 60).mapToObj(i -> call).toList());

      for (Future<Reply> reply : replies) {
        assertThat(reply.get()).isEqualTo(new Reply.Done(null));
      }
      assertThat(peer.requests).hasSize(60);
      assertThat(most).hasValue(3);
    }
  }

  @Test
  void a_call_that_gets_no_place_in_time_is_not_sent() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    Peer.Manners manners =
        (socket, request) -> {
          arrived.countDown();
          return Peer.hang(socket);
        };
    try (Peer peer = new Peer(manners);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Limits limits = new Limits(1, Duration.ofSeconds(1));
      Connector connector = Calls.connector(connectors, peer.url(), limits);
      List<Future<Reply>> replies =
          IntStream.range(0, 3).mapToObj(i -> callers.submit(() -> connector.create(ANN))).toList();
      await(arrived);

      assertThat(replies)
          .extracting(Future::get)
          .contains(
              new Reply.Held(
                  "service 'user-service': create: all 1 places of the service are in use",
                  Duration.ofSeconds(1)),
              new Reply.Unknown("service 'user-service': create: no answer within 1000 ms"));
    }
  }

  @Test
  void a_sick_service_does_not_slow_another() {
    try (Peer sick = new Peer((socket, request) -> Peer.hang(socket));
        Peer well = Peer.status(200);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Connector slow =
          Calls.connector(connectors, sick.url(), new Limits(1, Duration.ofSeconds(2)));
      Connector quick = Calls.connector(connectors, well.url(), PATIENT);
      Future<Reply> waiting = callers.submit(() -> slow.create(ANN));

      assertThat(quick.create(ANN)).isEqualTo(new Reply.Done(null));
      assertThat(waiting.isDone()).isFalse();
    }
  }

  @Test
  void a_changed_service_gets_a_new_client_and_the_old_one_is_closed_after_its_last_attempt()
      throws InterruptedException {
    try (Peer old = Peer.status(200);
        Peer next = Peer.status(200)) {
      TargetService first = Calls.service(old.url(), new Limits(1, Duration.ofMillis(200)));
      ServiceSpec moved = Calls.service(next.url(), PATIENT).spec();
      TargetService second = new TargetService(first.id(), "shop", moved, 2, Instant.EPOCH);
      Connector before = connectors.connector(first).orElseThrow();
      assertThat(before.create(ANN)).isEqualTo(new Reply.Done(null));

      Connector after = connectors.connector(second).orElseThrow();
      assertThat(after.create(ANN)).isEqualTo(new Reply.Done(null));
      assertThat(next.requests).hasSize(1);
      assertThat(connectors.connector(first)).contains(after);
      assertThat(connectors.connector(second)).contains(after);

      assertThat(old.hungUp.poll(20, TimeUnit.SECONDS)).isTrue();
      assertThat(before.create(ANN))
          .isEqualTo(new Reply.NotDone("service 'user-service': create: TAM is stopping", null));
    }
  }

  @Test
  void after_the_end_nothing_is_sent() {
    try (Peer peer = Peer.status(200)) {
      Connector connector = Calls.connector(connectors, peer.url(), PATIENT);
      connectors.close();

      assertThat(connector.create(ANN))
          .isEqualTo(new Reply.NotDone("service 'user-service': create: TAM is stopping", null));
      assertThat(peer.requests).isEmpty();
    }
  }

  @Test
  void an_unknown_recipe_has_no_connector() {
    try (Peer peer = Peer.status(200)) {
      ServiceSpec spec = Calls.service(peer.url(), PATIENT).spec();
      ServiceSpec other =
          new ServiceSpec(
              spec.name(), spec.url(), "testing", "other", Map.of(), PATIENT, List.of());

      assertThat(connectors.recipes()).contains("simple", "http", "keycloak");
      assertThat(
              connectors.connector(
                  new TargetService(
                      Calls.service(peer.url(), PATIENT).id(), "shop", other, 1, Instant.EPOCH)))
          .isEmpty();
    }
  }

  @Test
  void an_interrupted_caller_sends_nothing_and_stays_interrupted() {
    try (Peer peer = Peer.status(200)) {
      Connector connector = Calls.connector(connectors, peer.url(), PATIENT);
      Thread.currentThread().interrupt();

      assertThat(connector.create(ANN))
          .isEqualTo(new Reply.NotDone("service 'user-service': create: interrupted", null));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(peer.requests).isEmpty();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
