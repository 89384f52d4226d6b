package dev.testaccounts.samples.userservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LatencyTest extends RunningService {
  private static final Duration FOR_EVER = UserService.MOST_LATENCY;

  @Test
  void latency_comesBeforeTheEffect() throws Exception {
    service.latency(FOR_EVER);
    CompletableFuture<HttpResponse<String>> slow = caller.createLater("ann");
    awaitInFlight(1);

    assertThat(service.accounts()).isEmpty();
    assertThat(slow).isNotDone();
  }

  @Test
  void latency_holdsNeitherHealthNorAdmin() throws Exception {
    caller.send("PUT", "/admin/latency", "{\"millis\":" + FOR_EVER.toMillis() + "}");
    CompletableFuture<HttpResponse<String>> slow = caller.createLater("ann");
    awaitInFlight(1);

    assertThat(caller.get("/health").statusCode()).isEqualTo(200);
    assertThat(caller.send("PUT", "/admin/latency", "{\"millis\":0}").body())
        .isEqualTo("{\"millis\":0}");
    assertThat(caller.create("bob").statusCode()).isEqualTo(200);
    assertThat(slow).isNotDone();
  }

  @Test
  void latency_passes() throws Exception {
    service.latency(Duration.ofMillis(120));
    long start = System.nanoTime();

    assertThat(caller.create("ann").statusCode()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(119));
  }

  @Test
  void close_dropsCallsThatWait() throws Exception {
    service.latency(FOR_EVER);
    CompletableFuture<HttpResponse<String>> slow = caller.createLater("ann");
    awaitInFlight(1);

    service.close();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> slow.get(10, TimeUnit.SECONDS))
        .withCauseInstanceOf(IOException.class);
    assertThat(service.accounts()).isEmpty();
  }

  @Test
  void mostInFlight_isTheMostCallsAtOnce() throws Exception {
    service.latency(FOR_EVER);
    List<CompletableFuture<HttpResponse<String>>> slow =
        IntStream.range(0, 9).mapToObj(number -> caller.createLater("user" + number)).toList();
    awaitInFlight(slow.size());

    assertThat(service.stats().mostInFlight()).isEqualTo(9);
    service.forget();
    assertThat(service.stats().mostInFlight()).isEqualTo(9);
  }

  @Test
  void latency_outOfRange_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> service.latency(Duration.ofMillis(-1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> service.latency(FOR_EVER.plusMillis(1)))
        .withMessageContaining("600000");
  }
}
