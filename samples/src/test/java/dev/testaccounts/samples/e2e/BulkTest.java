package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.samples.userservice.Fault;
import dev.testaccounts.samples.userservice.Fault.Target;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Bulk creation and clean-up by selector. */
class BulkTest extends StagedTest {

  @Test
  void a_bulk_creation_has_a_result_for_each_item() throws Exception {
    Wire.Answer accepted =
        wire.post(
            "/v1/accounts", "{\"pool\":\"buyers\",\"count\":120,\"labels\":{\"wave\":\"1\"}}");
    assertThat(accepted.status()).isEqualTo(202);

    JsonNode job = stage.awaitJob(accepted.text("id")).body();

    assertThat(job.path("succeeded").asInt()).isEqualTo(120);
    assertThat(job.path("failed").asInt()).isZero();
    List<JsonNode> items = wire.all("/v1/jobs/" + accepted.text("id") + "/items");
    assertThat(items)
        .hasSize(120)
        .allSatisfy(item -> assertThat(item.path("result").asString()).isEqualTo("succeeded"));
    assertThat(new TreeSet<>(items.stream().map(item -> item.path("username").asString()).toList()))
        .isEqualTo(new TreeSet<>(stage.service().accounts()));
  }

  @Test
  void answers_that_fail_are_lost_or_never_come_do_not_change_what_a_bulk_ends_with()
      throws Exception {
    stage.service().inject(Fault.on(Target.CREATE, new Fault.Fail(500)).times(5));
    stage.service().inject(Fault.on(Target.CREATE, new Fault.Lose()).times(5));
    stage.service().inject(Fault.on(Target.CREATE, new Fault.Hang()).times(5));
    stage.service().inject(Fault.on(Target.CREATE, new Fault.Fail(429, 1)).times(5));

    stage.fill(60);

    assertThat(stage.count("free")).isEqualTo(60);
    assertThat(stage.service().accounts()).hasSize(60);
  }

  @Test
  void what_a_service_refuses_for_good_is_quarantined_with_the_reason() throws Exception {
    stage.service().inject(Fault.on(Target.CREATE, new Fault.Fail(422)).times(2));
    Wire.Answer accepted = wire.post("/v1/accounts", "{\"pool\":\"buyers\",\"count\":5}");

    JsonNode job = stage.awaitJob(accepted.text("id")).body();

    assertThat(job.path("succeeded").asInt()).isEqualTo(3);
    assertThat(job.path("failed").asInt()).isEqualTo(2);
    assertThat(wire.all("/v1/accounts?state=quarantined"))
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.path("reason").asString()).contains("422"));
  }

  @Test
  void a_dry_run_shows_what_a_cleanup_then_does() throws Exception {
    stage.fill(7);
    wire.post("/v1/leases", "{\"pool\":\"buyers\"}");
    String selector = "{\"pool\":\"buyers\"";

    Wire.Answer plan = wire.post("/v1/cleanup", selector + ",\"dryRun\":true}");

    assertThat(plan.status()).isEqualTo(200);
    assertThat(plan.body().path("total").asInt()).as("the leased one stays").isEqualTo(6);
    assertThat(stage.service().accounts()).hasSize(7);

    Wire.Answer job = wire.post("/v1/cleanup", selector + "}");

    assertThat(job.status()).isEqualTo(202);
    assertThat(stage.awaitJob(job.text("id")).body().path("succeeded").asInt()).isEqualTo(6);
    assertThat(stage.service().accounts()).hasSize(1);
  }

  @Test
  void more_deletions_than_an_hour_may_have_need_an_override() throws Exception {
    stage.fill(300);
    stage.awaitJob(wire.post("/v1/cleanup", "{\"pool\":\"buyers\"}").text("id"));
    stage.fill(101);

    Wire.Answer plan = wire.post("/v1/cleanup", "{\"pool\":\"buyers\",\"dryRun\":true}");
    assertThat(plan.body().path("overCap").asBoolean()).isTrue();
    assertThat(plan.body().path("deletionsLastHour").asInt()).isEqualTo(300);
    Wire.Answer refused = wire.post("/v1/cleanup", "{\"pool\":\"buyers\"}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("code")).isEqualTo("deletion-cap");
    assertThat(refused.text("detail")).contains("101 accounts", "300 deletions", "400 an hour");
    assertThat(stage.count("free")).isEqualTo(101);

    Wire.Answer job =
        wire.post("/v1/cleanup", "{\"pool\":\"buyers\",\"state\":\"free\",\"override\":true}");
    assertThat(stage.awaitJob(job.text("id")).body().path("succeeded").asInt()).isEqualTo(101);
    assertThat(wire.all("/v1/events?job=" + job.text("id")).getLast().toString())
        .contains("\"override\":\"true\"");
  }

  @Test
  void a_cleanup_by_run_ends_the_leases_of_that_run_and_no_others() throws Exception {
    stage.fill(3);
    wire.post("/v1/leases", "{\"pool\":\"buyers\",\"labels\":{\"run\":\"r1\"}}");
    Wire.Answer other =
        wire.post("/v1/leases", "{\"pool\":\"buyers\",\"labels\":{\"run\":\"r2\"}}");

    Wire.Answer job = wire.post("/v1/cleanup", "{\"labels\":{\"run\":\"r1\"}}");

    assertThat(stage.awaitJob(job.text("id")).body().path("succeeded").asInt()).isEqualTo(1);
    assertThat(wire.get("/v1/leases/" + other.text("id")).text("state")).isEqualTo("active");
    assertThat(wire.all("/v1/leases?state=revoked")).hasSize(1);
  }

  @Test
  void an_account_of_somebody_else_is_never_touched() throws Exception {
    stage.foreign("alice");
    stage.fill(3);

    Wire.Answer job = wire.post("/v1/cleanup", "{\"pool\":\"buyers\"}");
    stage.awaitJob(job.text("id"));

    assertThat(stage.service().accounts()).containsExactly("alice");
  }

  @Test
  void the_events_say_who_had_what_and_when() throws Exception {
    stage.fill(1);
    Wire.Answer lease = wire.post("/v1/leases", "{\"pool\":\"buyers\"}");
    wire.delete("/v1/leases/" + lease.text("id"));
    stage.await(() -> stage.count("free") == 1);

    String account = lease.body().path("account").path("id").asString();
    List<String> kinds =
        wire.all("/v1/events?account=" + account).stream()
            .map(event -> event.path("kind").asString())
            .toList();

    assertThat(kinds)
        .containsExactly(
            "account-cleaned",
            "lease-released",
            "account-leased",
            "account-ready",
            "account-intended");
  }
}
