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

  private static final String LOSE = "UPDATE kept_answer SET answer = NULL, taken_until = 1";

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
      change(data, LOSE, 7);
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

  /** The account has moved on since: as it is now, none of it could be done, or all of it anew. */
  @Test
  void what_was_done_to_an_account_is_not_done_twice() throws Exception {
    Path data = folder.resolve("data");
    try (UserService service = UserService.start(UserService.Options.local())) {
      List<Sent> sent;
      List<JsonNode> trail;
      String trailPath;
      try (ServerProcess server = ServerProcess.start(data)) {
        Wire wire = new Wire(server.url());
        for (Sent each : requests(service).subList(0, 3)) {
          each.mustTo(wire);
        }
        awaitJobs(wire);
        String account =
            "/v1/accounts/" + wire.all("/v1/accounts").getFirst().path("id").asString();
        sent =
            List.of(
                new Sent(account + "/reset", "{}"),
                new Sent(account + "/hold", "{\"ttl\":\"1h\",\"reason\":\"look\"}"),
                new Sent(account + "/release", "{}"));
        for (Sent each : sent) {
          each.mustTo(wire);
          awaitState(wire, account, each.path().endsWith("/hold") ? "held" : "free");
        }
        trailPath = account + "/events";
        trail = wire.all(trailPath);
        server.kill();
      }
      change(data, LOSE, 6);
      try (ServerProcess server = ServerProcess.start(data)) {
        Wire wire = new Wire(server.url());
        for (Sent each : sent) {
          assertThat(each.to(wire).text("state")).as("%s", each).isEqualTo("free");
        }
        assertThat(wire.all(trailPath)).isEqualTo(trail);
      }
    }
  }

  /** The server died when the fresh account was there, and its lease was not. */
  @Test
  void a_fresh_account_is_made_once() throws Exception {
    Path data = folder.resolve("data");
    Sent fresh = new Sent("/v1/leases", "{\"pool\":\"buyers\",\"fresh\":true}");
    try (UserService service = UserService.start(UserService.Options.local())) {
      Wire.Answer first;
      try (ServerProcess server = ServerProcess.start(data)) {
        Wire wire = new Wire(server.url());
        for (Sent each : requests(service).subList(0, 2)) {
          each.mustTo(wire);
        }
        first = fresh.mustTo(wire);
        server.kill();
      }
      String lease = first.text("id");
      change(data, LOSE, 3);
      change(data, "DELETE FROM lease", 1);
      change(
          data,
          "UPDATE account SET state = 'FREE', uses = 0, epoch = 0, reservation = '" + lease + "'",
          1);
      change(data, "UPDATE pool_census SET accounts = 0 WHERE state = 'LEASED'", 1);
      change(data, "UPDATE pool_census SET accounts = 1 WHERE state = 'FREE'", 1);
      try (ServerProcess server = ServerProcess.start(data)) {
        Wire.Answer again = fresh.mustTo(new Wire(server.url()));
        assertThat(again.text("id")).isEqualTo(lease);
        assertThat(again.body().path("account")).isEqualTo(first.body().path("account"));
        assertThat(service.accounts()).hasSize(1);
      }
    }
  }

  private static void awaitState(Wire wire, String account, String state) throws Exception {
    while (!wire.get(account).text("state").equals(state)) {
      Thread.onSpinWait();
    }
  }

  private record Sent(String path, String body) {

    Wire.Answer to(Wire wire) throws Exception {
      return wire.post(path, body, "key-of-" + path + "-" + body.hashCode());
    }

    Wire.Answer mustTo(Wire wire) throws Exception {
      Wire.Answer answer = to(wire);
      assertThat(answer.status()).as("%s: %s", this, answer).isBetween(200, 299);
      return answer;
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

  private static void change(Path data, String sql, int rows) throws Exception {
    try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("tam.db"));
        Statement statement = file.createStatement()) {
      assertThat(statement.executeUpdate(sql)).as(sql).isEqualTo(rows);
    }
  }
}
