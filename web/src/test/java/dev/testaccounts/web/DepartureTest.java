package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether a request's client is still there, over real connections. */
@Timeout(60)
class DepartureTest {

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch noticed = new CountDownLatch(1);
  private final HttpFront front =
      HttpFront.start(
          HttpFront.Options.loopback(0),
          InstantSource.system(),
          NoUseCases.idempotency(),
          List.of(
              Route.get("/until-gone", this::untilGone),
              Route.get("/asks", call -> Answer.json(200, call.gone().getAsBoolean())),
              Route.get("/plain", call -> Answer.nothing())));

  @AfterEach
  void close() {
    front.close();
  }

  private Answer untilGone(Call call) {
    begun.countDown();
    while (!call.gone().getAsBoolean()) {
      Thread.onSpinWait();
    }
    noticed.countDown();
    return Answer.nothing();
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  @Test
  void a_client_that_closes_its_connection_is_gone() throws Exception {
    try (RawConnection raw = new RawConnection(front.port())) {
      raw.write(get("/until-gone"));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(noticed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_client_that_waits_is_there_and_its_connection_ends_with_the_answer() throws Exception {
    try (RawConnection raw = new RawConnection(front.port())) {
      raw.write(get("/asks"));

      assertThat(raw.readAll())
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("connection: close")
          .endsWith("false");
    }
  }

  @Test
  void a_connection_that_nobody_watched_serves_on() throws Exception {
    try (RawConnection raw = new RawConnection(front.port())) {
      raw.write(get("/plain"));
      assertThat(raw.readHead()).startsWith("HTTP/1.1 204").doesNotContainIgnoringCase("close");
      raw.write(get("/plain"));
      assertThat(raw.readHead()).startsWith("HTTP/1.1 204");
    }
  }
}
