package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A server that stops finishes what it has begun, begins nothing more, and does not wait forever.
 */
@Timeout(60)
class StoppingTest {

  private static final InstantSource CLOCK = () -> Instant.EPOCH;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Route> routes =
      List.of(
          Route.get(
              "/slow",
              call -> {
                begun.countDown();
                await(end);
                return Answer.json(200, Map.of("done", true));
              }),
          Route.get("/quick", call -> Answer.nothing()));

  @Test
  void request_in_flight_is_finished_and_no_other_is_begun() throws Exception {
    HttpFront front = front(Duration.ofSeconds(30));
    try (HttpClient client = HttpClient.newHttpClient();
        RawConnection idle = new RawConnection(front.port())) {
      idle.write("GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(idle.readHead()).startsWith("HTTP/1.1 204");
      CompletableFuture<HttpResponse<String>> slow =
          client.sendAsync(
              HttpRequest.newBuilder(front.url().resolve("/slow")).build(),
              BodyHandlers.ofString());
      await(begun);
      CompletableFuture<Void> closed = CompletableFuture.runAsync(front::close);
      awaitStopping(front);

      idle.write("GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(idle.readAll()).startsWith("HTTP/1.1 503").contains("stopping");
      assertThat(closed).isNotDone();
      end.countDown();

      assertThat(slow.get(20, TimeUnit.SECONDS).body()).isEqualTo("{\"done\":true}");
      closed.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void close_does_not_wait_longer_than_it_was_told() throws Exception {
    HttpFront front = front(Duration.ofMillis(50));
    try (HttpClient client = HttpClient.newHttpClient();
        CapturedLog log = new CapturedLog(HttpFront.class)) {
      var slow =
          client.sendAsync(
              HttpRequest.newBuilder(front.url().resolve("/slow")).build(),
              BodyHandlers.ofString());
      await(begun);

      CompletableFuture.runAsync(front::close).get(20, TimeUnit.SECONDS);

      assertThat(log.messages()).singleElement().asString().contains("still in flight");
      end.countDown();
      slow.handle((response, fault) -> true).get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void idle_connection_does_not_hold_the_close_up() throws Exception {
    HttpFront front = front(Duration.ofSeconds(30));
    try (RawConnection idle = new RawConnection(front.port())) {
      idle.write("GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(idle.readHead()).startsWith("HTTP/1.1 204");

      CompletableFuture.runAsync(front::close).get(5, TimeUnit.SECONDS);

      assertThat(idle.readAll()).isEmpty();
    }
  }

  private HttpFront front(Duration drain) {
    return HttpFront.start(
        new HttpFront.Options("127.0.0.1", 0, Set.of(), drain),
        CLOCK,
        NoUseCases.idempotency(),
        routes);
  }

  private static void awaitStopping(HttpFront front) {
    while (!front.stopping()) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("waited too long");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
