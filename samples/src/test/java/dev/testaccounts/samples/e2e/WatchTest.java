package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.api.JobView;
import dev.testaccounts.client.TamClient;
import dev.testaccounts.samples.userservice.Fault;
import dev.testaccounts.samples.userservice.Fault.Target;
import dev.testaccounts.testkit.fault.FaultyWire;
import dev.testaccounts.web.contract.Contract;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A job that somebody watches. */
@Timeout(60)
class WatchTest extends StagedTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void progress_is_told_until_the_job_ends() throws Exception {
    stage.service().inject(Fault.on(Target.CREATE, new Fault.Hang()).times(3));
    String id = start(40);

    HttpResponse<String> watched = http.send(watch(id), BodyHandlers.ofString());

    Contract.shipped().check(watched);
    List<String> lines = watched.body().lines().filter(line -> !line.isEmpty()).toList();
    assertThat(lines).contains("event: progress");
    assertThat(lines.get(lines.size() - 2)).isEqualTo("event: end");
    JsonNode last = JSON.readTree(lines.getLast().substring("data: ".length()));
    assertThat(last.path("succeeded").asInt()).isEqualTo(40);
    assertThat(last.path("state").asString()).isEqualTo("finished");
  }

  @Test
  void neither_a_client_that_goes_away_nor_one_that_stays_holds_up_the_server() throws Exception {
    stage.service().inject(Fault.on(Target.CREATE, new Fault.Fail(503)).times(10_000));
    String id = start(1);
    try (InputStream gone = http.send(watch(id), BodyHandlers.ofInputStream()).body()) {
      assertThat(gone.read()).isEqualTo('e');
    }
    HttpResponse<InputStream> stays = http.send(watch(id), BodyHandlers.ofInputStream());

    stage.close();

    String told = new String(stays.body().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(told).startsWith("event: progress").doesNotContain("event: end");
  }

  @Test
  void the_client_hears_of_the_end_although_its_connection_is_cut_again_and_again()
      throws Exception {
    stage.service().latency(Duration.ofMillis(50));
    String id = start(200);
    Set<String> seen = new TreeSet<>();
    try (FaultyWire faulty = FaultyWire.to(wire.uri("/").getPort())) {
      TamClient tam = TamClient.at(URI.create("http://127.0.0.1:" + faulty.port()));

      JobView end =
          tam.watchJob(
              id,
              job -> {
                assertThat(seen.add(job.toString())).as("told once: %s", job).isTrue();
                faulty.cut();
              });

      assertThat(end.succeeded()).isEqualTo(200);
      assertThat(end.finished()).isTrue();
      assertThat(seen).hasSizeGreaterThan(1);
    }
  }

  private String start(int count) throws Exception {
    return stage
        .wire()
        .post("/v1/accounts", "{\"pool\":\"buyers\",\"count\":" + count + "}")
        .text("id");
  }

  private HttpRequest watch(String id) {
    return HttpRequest.newBuilder(wire.uri("/v1/jobs/" + id + "/events")).build();
  }
}
