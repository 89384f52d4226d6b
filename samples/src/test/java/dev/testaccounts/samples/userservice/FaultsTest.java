package dev.testaccounts.samples.userservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.testaccounts.samples.userservice.Fault.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultsTest extends RunningService {
  @Test
  void fail_answersWithTheStatusAndDoesNothing() throws Exception {
    service.inject(Fault.on(Target.CREATE, new Fault.Fail(503)));

    assertThat(caller.create("ann").statusCode()).isEqualTo(503);
    assertThat(service.accounts()).isEmpty();
    assertThat(caller.create("ann").statusCode()).isEqualTo(200);
  }

  @Test
  void fail_mayTellWhenToRetry() throws Exception {
    service.inject(Fault.on(Target.ANY, new Fault.Fail(429, 7)));

    HttpResponse<String> answer = caller.create("ann");

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("retry-after")).hasValue("7");
  }

  @Test
  void hang_neverAnswersAndDoesNothing() throws Exception {
    service.inject(Fault.on(Target.CREATE, new Fault.Hang()));

    assertThatExceptionOfType(HttpTimeoutException.class)
        .isThrownBy(
            () ->
                caller.send(
                    "POST",
                    "/create_account",
                    Caller.account("ann", "secret"),
                    Duration.ofMillis(300)));

    assertThat(service.accounts()).isEmpty();
    assertThat(caller.create("ann").statusCode()).isEqualTo(200);
  }

  @Test
  void hang_endsWhenTheServiceCloses() throws Exception {
    service.inject(Fault.on(Target.CREATE, new Fault.Hang()));
    CompletableFuture<HttpResponse<String>> hanging = caller.createLater("ann");
    awaitInFlight(1);

    service.close();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> hanging.get(10, TimeUnit.SECONDS))
        .withCauseInstanceOf(IOException.class);
  }

  @Test
  void lose_doesTheWorkAndGivesNoAnswer() throws Exception {
    service.inject(Fault.on(Target.ANY, new Fault.Lose()).times(2));

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.create("ann"));
    assertThat(service.accounts()).containsExactly("ann");
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.delete("ann"));
    assertThat(service.accounts()).isEmpty();
    assertThat(service.stats().created()).isEqualTo(1);
    assertThat(service.stats().deleted()).isEqualTo(1);
  }

  @Test
  void lie_answersAsIfDoneAndDoesNothing() throws Exception {
    caller.create("ann");
    service.inject(Fault.on(Target.ANY, new Fault.Lie()).times(2));

    HttpResponse<String> deleted = caller.delete("ann");
    HttpResponse<String> created = caller.create("bob");

    assertThat(deleted.statusCode()).isEqualTo(200);
    assertThat(deleted.body()).isEqualTo("{\"status\":\"deleted\"}");
    assertThat(created.statusCode()).isEqualTo(200);
    assertThat(created.body()).isEqualTo("{\"username\":\"bob\",\"status\":\"created\"}");
    assertThat(service.accounts()).containsExactly("ann");
  }

  @Test
  void garbage_answersWithAPageAndDoesNothing() throws Exception {
    service.inject(Fault.on(Target.CREATE, new Fault.Garbage()));

    HttpResponse<String> answer = caller.create("ann");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
    assertThat(answer.body()).startsWith("<!doctype html>");
    assertThat(service.accounts()).isEmpty();
  }

  @Test
  void redirect_pointsElsewhereAndDoesNothing() throws Exception {
    URI elsewhere = URI.create("http://127.0.0.1:1/create_account");
    service.inject(Fault.on(Target.CREATE, new Fault.Redirect(elsewhere)));

    HttpResponse<String> answer = caller.create("ann");

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("location")).hasValue(elsewhere.toString());
    assertThat(service.accounts()).isEmpty();
  }

  @Test
  void faults_meetTheCallsTheyAreForInTheirOrder() throws Exception {
    service.inject(Fault.on(Target.DELETE, new Fault.Fail(501)));
    service.inject(Fault.on(Target.CREATE, new Fault.Fail(502)).times(2));
    service.inject(Fault.on(Target.ANY, new Fault.Fail(503)));

    assertThat(caller.create("ann").statusCode()).isEqualTo(502);
    assertThat(caller.create("ann").statusCode()).isEqualTo(502);
    assertThat(caller.create("ann").statusCode()).isEqualTo(503);
    assertThat(caller.create("ann").statusCode()).isEqualTo(200);
    assertThat(caller.delete("ann").statusCode()).isEqualTo(501);
    assertThat(caller.delete("ann").statusCode()).isEqualTo(200);
    assertThat(service.stats().faultsServed()).isEqualTo(4);
  }

  @Test
  void faults_spareSignInsAndMalformedCalls() throws Exception {
    caller.create("ann");
    service.inject(Fault.on(Target.ANY, new Fault.Fail(503)));

    assertThat(caller.login("ann", "secret").statusCode()).isEqualTo(200);
    assertThat(caller.post("/create_account", "{}").statusCode()).isEqualTo(400);
    assertThat(caller.create("bob").statusCode()).isEqualTo(503);
  }

  @Test
  void clearFaults_dropsThoseThatWait() throws Exception {
    service.inject(Fault.on(Target.ANY, new Fault.Fail(503)).times(5));
    caller.create("ann");

    service.clearFaults();

    assertThat(caller.create("ann").statusCode()).isEqualTo(200);
  }

  @Test
  void fault_withoutMeaning_cannotBeMade() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Fault.Fail(200));
    assertThatIllegalArgumentException().isThrownBy(() -> new Fault.Fail(600));
    assertThatIllegalArgumentException().isThrownBy(() -> new Fault.Fail(503, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fault.Redirect(URI.create("/elsewhere")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fault.Redirect(URI.create("ftp://host/elsewhere")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.on(Target.ANY, new Fault.Lie()).times(0));
  }
}
