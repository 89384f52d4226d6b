package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.samples.userservice.Fault;
import dev.testaccounts.samples.userservice.Fault.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A bulk creation that somebody cancels while the service is at it. */
class CancelTest extends StagedTest {

  @Test
  void what_is_not_begun_never_is_and_the_rest_is_told_as_it_ended() throws Exception {
    stage.service().inject(Fault.on(Target.CREATE, new Fault.Hang()).times(64));
    Wire.Answer started = wire.post("/v1/accounts", "{\"pool\":\"buyers\",\"count\":300}");
    String job = "/v1/jobs/" + started.text("id");

    Wire.Answer cancelled = wire.post(job + "/cancel", "");

    assertThat(cancelled.status()).isEqualTo(202);
    assertThat(cancelled.body().path("cancelled").asInt()).isPositive();
    JsonNode ended = stage.awaitJob(started.text("id")).body();
    assertThat(ended.path("state").asString()).isEqualTo("cancelled");
    List<JsonNode> items = wire.all(job + "/items");
    assertThat(items).hasSize(300);
    assertThat(count(items, "cancelled")).isEqualTo(ended.path("cancelled").asLong());
    assertThat(stage.service().accounts())
        .as("each account that the service has is one that the job says it made")
        .hasSize((int) count(items, "succeeded"));
    assertThat(wire.post(job + "/cancel", "").text("state")).isEqualTo("cancelled");
  }

  private static long count(List<JsonNode> items, String result) {
    return items.stream().filter(item -> item.path("result").asString().equals(result)).count();
  }
}
