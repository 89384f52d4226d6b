package dev.testaccounts.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.api.JobView;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job's progress as a stream, and what can become of streams. */
class JobWatchTest {

  private final ScriptedServer server = new ScriptedServer();
  private final List<Integer> told = new ArrayList<>();

  @AfterEach
  void close() {
    server.close();
  }

  private static String event(String name, int succeeded) {
    return """
    event: %s
    data: {"id":"J","kind":"create","state":"running","pool":null,"labels":{},"total":3,
    data: "planned":3,"succeeded":%d,"failed":0,"cancelled":0,"actor":"local",
    data: "createdAt":"2026-11-21T09:30:00Z","cancelledAt":null,"finishedAt":null}

    """
        .formatted(name, succeeded);
  }

  private JobView watch(URI url) {
    Requests requests = new Requests(new Transport(url, Duration.ofSeconds(10)));
    Persistence soon = new Persistence(Duration.ofMillis(1));
    return new JobWatch(requests, soon, "J", job -> told.add(job.succeeded())).end();
  }

  private JobView watch() {
    return watch(server.url());
  }

  @Test
  void progress_is_told_until_the_end() {
    server.stream(event("progress", 0), ":\n\n", event("progress", 2), event("end", 3));

    assertThat(watch().succeeded()).isEqualTo(3);

    assertThat(told).containsExactly(0, 2, 3);
    assertThat(server.all()).containsExactly("GET /v1/jobs/J/events ");
  }

  @Test
  void the_client_watches_like_this() {
    server.stream(event("end", 3));

    JobView end = TamClient.at(server.url()).watchJob("J", job -> told.add(job.succeeded()));

    assertThat(end.succeeded()).isEqualTo(3);
    assertThat(told).containsExactly(3);
  }

  @Test
  void stream_that_breaks_off_is_opened_again_and_nothing_is_told_twice() {
    for (int i = 0; i < 10; i++) {
      server.stream(event("progress", 1), "event: progress\ndata: {\"id\":");
    }
    server.answer(503, "{\"code\":\"stopping\",\"detail\":\"d\"}");
    server.stream(event("progress", 1), event("end", 3));

    assertThat(watch().succeeded()).isEqualTo(3);

    assertThat(told).containsExactly(1, 3);
    assertThat(server.all()).hasSize(12);
  }

  @Test
  void stream_that_tells_nothing_again_and_again_is_given_up() {
    for (int i = 0; i < 7; i++) {
      server.stream(":\n\n");
    }

    assertThatThrownBy(this::watch)
        .isInstanceOfSatisfying(
            TamException.class, e -> assertThat(e.code()).isEqualTo(TamException.UNREACHABLE));
  }

  @Test
  void the_name_of_an_event_without_data_is_not_the_next_ones() {
    server.stream("event: end\n\n", event("progress", 1).replace("event: progress\n", ""));
    server.stream(event("end", 3));

    assertThat(watch().succeeded()).isEqualTo(3);
  }

  @Test
  void no_answer_in_time_is_told() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      Requests requests = new Requests(new Transport(url, Duration.ofMillis(100)));
      JobWatch watch =
          new JobWatch(requests, new Persistence(Duration.ofMillis(1)), "J", job -> told.add(0));

      assertThatThrownBy(watch::end)
          .isInstanceOfSatisfying(
              TamException.class, e -> assertThat(e.code()).isEqualTo(TamException.TIMEOUT));
    }
  }

  @Test
  void refusal_is_told() {
    server.answer(404, "{\"code\":\"no-such-job\",\"detail\":\"no job J\"}");

    assertThatThrownBy(this::watch)
        .isInstanceOfSatisfying(
            TamException.class, e -> assertThat(e.code()).isEqualTo("no-such-job"));
  }

  @Test
  void what_is_no_stream_of_jobs_is_told() {
    server.answer(200, "{}");
    assertThatThrownBy(this::watch).hasMessageContaining("is it a Test Account Manager?");

    server.stream("data: [\n\n");
    assertThatThrownBy(this::watch).hasMessageStartingWith(TamException.UNEXPECTED_ANSWER);
  }

  @Test
  void interrupted_wait_ends_and_stays_interrupted() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> watch(url))
          .isInstanceOfSatisfying(
              TamException.class, e -> assertThat(e.code()).isEqualTo(TamException.INTERRUPTED));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void interrupted_wait_for_an_answer_leaves_no_request_behind() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      Requests requests = new Requests(new Transport(url, Duration.ofDays(1)));
      JobWatch watch =
          new JobWatch(requests, new Persistence(Duration.ofMillis(1)), "J", job -> told.add(0));
      Thread watching = new Thread(() -> assertThatThrownBy(watch::end).isNotNull());
      watching.start();
      try (Socket caller = silent.accept()) {
        // Only a request that is left behind lets this read wait so long.
        caller.setSoTimeout(20_000);
        assertThat(caller.getInputStream().read()).isEqualTo('G');
        watching.interrupt();

        assertThat(caller.getInputStream().readAllBytes()).asString().contains("/v1/jobs/J");
      }
      watching.join();
    }
  }
}
