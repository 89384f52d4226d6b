package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.samples.userservice.Fault;
import dev.testaccounts.samples.userservice.Fault.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Services that hang, fail, refuse or are in maintenance, and what becomes of the others. */
class SickServiceTest {

  @TempDir Path folder;

  @Test
  void a_service_that_hangs_at_full_queue_does_not_slow_another() throws Exception {
    try (TwoServices stage = new TwoServices(folder, "50s")) {
      stage.sick.inject(Fault.on(Target.ANY, new Fault.Hang()).times(Fault.MOST_TIMES));
      String slow = stage.create("slow", 50);
      String both = stage.create("both", 100);
      stage.await(() -> stage.sick.stats().inFlight() == 4);

      assertThat(stage.succeeded(stage.create("brisk", 200))).isEqualTo(200);

      assertThat(stage.sick.stats().createCalls()).as("the same four calls hang").isEqualTo(4);
      assertThat(stage.sick.stats().inFlight()).isEqualTo(4);
      assertThat(stage.well.stats().created())
          .as("little is begun that would have to wait for the other one")
          .isBetween(200L, 216L);
      for (String job : List.of(slow, both)) {
        assertThat(stage.job(job).path("succeeded").asInt()).isZero();
        assertThat(stage.job(job).path("failed").asInt()).isZero();
      }
    }
  }

  /** A job's accounts come to the slow service by way of a fast one. */
  @Test
  void what_others_want_of_a_slow_service_does_not_wait_behind_a_job() throws Exception {
    try (TwoServices stage = new TwoServices(folder, "5s", Duration.ofMillis(20))) {
      stage.succeeded(stage.create("slow", 1));
      String account = stage.wire.all("/v1/accounts").getFirst().path("id").asString();
      String job = stage.create("both", 300);
      stage.await(() -> stage.sick.stats().created() > 20);

      stage.wire.delete("/v1/accounts/" + account);
      stage.await(() -> stage.sick.stats().deleted() == 1);

      assertThat(stage.sick.stats().created()).isLessThan(150);
      assertThat(stage.succeeded(job)).isEqualTo(300);
    }
  }

  @Test
  void a_service_that_fails_is_left_alone_and_nothing_is_given_up_for_it() throws Exception {
    try (TwoServices stage = new TwoServices(folder, "5s")) {
      stage.sick.inject(Fault.on(Target.ANY, new Fault.Fail(500)).times(Fault.MOST_TIMES));
      String slow = stage.create("slow", 60);
      stage.await(() -> health(stage).path("state").asString().equals("open"));

      assertThat(health(stage).path("lastError").asString()).isEqualTo("the service answered 500");
      assertThat(health(stage).path("pausedUntil").isString()).isTrue();
      assertThat(stage.service("well").path("health").path("state").asString()).isEqualTo("closed");

      stage.sick.clearFaults();
      assertThat(stage.succeeded(slow)).isEqualTo(60);
      assertThat(health(stage).path("state").asString()).isEqualTo("closed");
    }
  }

  @Test
  void the_whole_service_pauses_for_as_long_as_it_asks() throws Exception {
    try (TwoServices stage = new TwoServices(folder, "5s")) {
      stage.sick.inject(Fault.on(Target.CREATE, new Fault.Fail(503, 3600)).times(1));
      String slow = stage.create("slow", 1);
      stage.await(() -> health(stage).path("pausedUntil").isString());
      String more = stage.create("slow", 20);
      stage.succeeded(stage.create("brisk", 50));

      assertThat(stage.sick.stats().createCalls()).isEqualTo(1);
      assertThat(stage.job(slow).path("failed").asInt()).isZero();
      assertThat(stage.job(more).path("succeeded").asInt()).isZero();
      assertThat(health(stage).path("state").asString()).isEqualTo("closed");
    }
  }

  @Test
  void nothing_leaves_for_a_service_in_maintenance_and_its_work_goes_on_afterwards()
      throws Exception {
    try (TwoServices stage = new TwoServices(folder, "5s")) {
      stage.succeeded(stage.create("slow", 1));
      stage.maintain(true);
      String due = stage.create("slow", 20);
      stage.succeeded(stage.create("brisk", 50));

      assertThat(stage.sick.stats().createCalls()).isEqualTo(1);
      assertThat(stage.wire.all("/v1/accounts?pool=slow&state=pending")).hasSize(20);
      Wire.Answer fresh = stage.wire.post("/v1/leases", "{\"pool\":\"slow\",\"fresh\":true}");
      assertThat(fresh.status()).isEqualTo(409);
      assertThat(fresh.text("code")).isEqualTo("service-in-maintenance");
      Wire.Answer pooled = stage.wire.post("/v1/leases", "{\"pool\":\"slow\"}");
      assertThat(pooled.status()).isEqualTo(201);
      assertThat(stage.wire.delete("/v1/leases/" + pooled.text("id")).status()).isEqualTo(204);
      assertThat(stage.sick.stats().deleteCalls()).isZero();

      stage.maintain(false);
      assertThat(stage.succeeded(due)).isEqualTo(20);
      stage.await(() -> stage.wire.all("/v1/accounts?pool=slow&state=free").size() == 21);
    }
  }

  @Test
  void credentials_that_are_refused_are_not_tried_ten_times() throws Exception {
    try (TwoServices stage = new TwoServices(folder, "5s")) {
      stage.sick.inject(Fault.on(Target.CREATE, new Fault.Fail(401)).times(1));

      assertThat(stage.succeeded(stage.create("slow", 1))).isZero();

      assertThat(stage.wire.all("/v1/accounts?state=quarantined"))
          .singleElement()
          .satisfies(
              each ->
                  assertThat(each.path("reason").asString())
                      .isEqualTo(
                          "service 'sick': create: the service refused our credentials (401)"));
      assertThat(stage.sick.stats().createCalls()).isEqualTo(1);
    }
  }

  private static JsonNode health(TwoServices stage) throws Exception {
    return stage.service("sick").path("health");
  }
}
