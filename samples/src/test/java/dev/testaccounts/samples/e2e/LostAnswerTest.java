package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.samples.userservice.UserService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A server that dies after a request took effect and before its answer was kept: the file says then
 * that the key is taken and not that it is answered. The same request finds what it made.
 */
class LostAnswerTest {

  @TempDir Path folder;

  @Test
  void what_took_effect_before_the_server_died_is_found_again() throws Exception {
    Path data = folder.resolve("data");
    try (UserService service = UserService.start(UserService.Options.local())) {
      Map<Sent, Wire.Answer> answers = new LinkedHashMap<>();
      try (ServerProcess server = ServerProcess.start(data)) {
        Wire wire = new Wire(server.url());
        for (Sent each : requests(service)) {
          answers.put(each, each.to(wire));
          awaitJobs(wire);
        }
        server.kill();
      }
      loseAnswers(data);
      try (ServerProcess server = ServerProcess.start(data)) {
        Wire wire = new Wire(server.url());
        for (Map.Entry<Sent, Wire.Answer> each : answers.entrySet()) {
          Wire.Answer again = each.getKey().to(wire);
          assertThat(again.status()).as("%s", each).isEqualTo(each.getValue().status());
          assertThat(what(again)).as("%s", each).isEqualTo(what(each.getValue()));
        }
        assertThat(wire.all("/v1/jobs")).as("two creations, a reset, a clean-up").hasSize(4);
        assertThat(wire.all("/v1/accounts?pool=buyers")).hasSize(3);
        assertThat(service.accounts()).as("and the simple one").hasSize(4);
      }
    }
  }

  private record Sent(String path, String body) {

    Wire.Answer to(Wire wire) throws Exception {
      return wire.post(path, body, "key-of-" + path + "-" + body.hashCode());
    }
  }

  private static List<Sent> requests(UserService service) {
    return List.of(
        new Sent("/v1/services", "{\"name\":\"users\",\"url\":\"" + service.url() + "\"}"),
        new Sent(
            "/v1/pools", "{\"name\":\"buyers\",\"services\":[\"users\"],\"size\":{\"max\":5}}"),
        new Sent("/v1/accounts", "{\"pool\":\"buyers\",\"count\":3,\"labels\":{\"run\":\"1\"}}"),
        new Sent("/v1/accounts", "{\"pool\":\"buyers\",\"count\":2,\"labels\":{\"run\":\"2\"}}"),
        new Sent("/v1/accounts/reset", "{\"pool\":\"buyers\"}"),
        new Sent("/v1/cleanup", "{\"run\":\"2\"}"),
        new Sent("/create", "{\"service_url\":\"" + service.url() + "\"}"));
  }

  /** What it made: its id, or the name of an account of the simple API. */
  private static JsonNode what(Wire.Answer answer) {
    JsonNode id = answer.body().path("id");
    return id.isMissingNode() ? answer.body().path("username") : id;
  }

  private static void awaitJobs(Wire wire) throws Exception {
    while (wire.all("/v1/jobs").stream().anyMatch(each -> each.path("finishedAt").isNull())) {
      Thread.onSpinWait();
    }
  }

  private static void loseAnswers(Path data) throws Exception {
    try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("tam.db"));
        Statement statement = file.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE kept_answer SET answer = NULL, taken_until = 1"))
          .isEqualTo(7);
    }
  }
}
