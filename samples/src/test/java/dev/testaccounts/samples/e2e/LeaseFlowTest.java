package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.samples.userservice.Fault;
import dev.testaccounts.samples.userservice.Fault.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Leases over a real server, seen from the service's side too. */
class LeaseFlowTest extends StagedTest {

  private Wire.Answer lease(String more) throws Exception {
    return wire.post("/v1/leases", "{\"pool\":\"buyers\"" + more + "}");
  }

  private boolean signsIn(JsonNode account) throws Exception {
    String body =
        "{\"username\":\"%s\",\"password\":\"%s\"}"
            .formatted(account.path("username").asString(), account.path("password").asString());
    return new Wire(stage.service().url()).post("/login", body).status() == 200;
  }

  @Test
  void two_leases_have_two_accounts_that_sign_in_and_a_release_makes_the_old_password_worthless()
      throws Exception {
    stage.fill(2);

    Wire.Answer first = lease(",\"labels\":{\"run\":\"r1\"}");
    Wire.Answer second = lease("");

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(201);
    JsonNode account = first.body().path("account");
    assertThat(account.path("id")).isNotEqualTo(second.body().path("account").path("id"));
    assertThat(first.body().path("epoch").asLong()).isEqualTo(1);
    assertThat(account.path("email").asString())
        .isEqualTo(account.path("username").asString() + "@example.test");
    assertThat(account.path("services").path("user-service").path("url").asString())
        .isEqualTo(stage.service().url().toString());
    assertThat(signsIn(account)).isTrue();

    assertThat(wire.delete("/v1/leases/" + first.text("id")).status()).isEqualTo(204);
    stage.await(() -> stage.count("free") == 1);

    assertThat(signsIn(account)).isFalse();
    assertThat(wire.delete("/v1/leases/" + first.text("id")).status())
        .as("a release repeated")
        .isEqualTo(204);
    assertThat(lease("").body().path("epoch").asLong()).as("the same account again").isEqualTo(2);
  }

  @Test
  void none_free_is_a_409_of_its_own_with_retry_after() throws Exception {
    stage.fill(1);
    lease("");

    Wire.Answer none = lease("");

    assertThat(none.status()).isEqualTo(409);
    assertThat(none.text("code")).isEqualTo("none-free");
    assertThat(none.header("Retry-After")).matches("[0-9]+");
  }

  @Test
  void a_fresh_lease_is_of_an_account_that_nobody_had_before() throws Exception {
    stage.fill(1);

    Wire.Answer fresh = lease(",\"fresh\":true");

    assertThat(fresh.status()).isEqualTo(201);
    assertThat(signsIn(fresh.body().path("account"))).isTrue();
    assertThat(stage.count("free")).isEqualTo(1);
    assertThat(stage.count("leased")).isEqualTo(1);
  }

  @Test
  void a_fresh_lease_in_a_failing_service_says_what_the_service_said_and_leaves_nothing()
      throws Exception {
    stage.service().inject(Fault.on(Target.CREATE, new Fault.Fail(503)));

    Wire.Answer refused = lease(",\"fresh\":true");

    assertThat(refused.status()).isEqualTo(502);
    assertThat(refused.text("code")).isEqualTo("service-failed");
    assertThat(refused.text("detail")).contains("503");
    stage.await(() -> stage.count("deleting") == 0);
    assertThat(stage.service().accounts()).isEmpty();
  }

  @Test
  void a_lease_whose_time_is_over_ends_by_itself_and_the_reason_is_kept() throws Exception {
    stage.fill(1);
    Wire.Answer lease = lease(",\"ttl\":\"1s\"");

    stage.await(() -> stage.count("free") == 1);

    JsonNode ended = wire.get("/v1/leases/" + lease.text("id")).body();
    assertThat(ended.path("state").asString()).isEqualTo("expired");
    assertThat(ended.path("endReason").asString()).isNotBlank();
    assertThat(signsIn(lease.body().path("account"))).isFalse();
    Wire.Answer late = wire.post("/v1/leases/" + lease.text("id") + "/renew", "{}");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text("code")).isEqualTo("lease-ended");
  }

  @Test
  void renewing_moves_the_end_and_another_epoch_is_refused() throws Exception {
    stage.fill(1);
    Wire.Answer lease = lease(",\"ttl\":\"1m\"");
    String path = "/v1/leases/" + lease.text("id");

    Wire.Answer renewed = wire.post(path + "/renew", "{\"ttl\":\"2h\"}");

    assertThat(renewed.status()).isEqualTo(200);
    assertThat(renewed.text("expiresAt")).isGreaterThan(lease.text("expiresAt"));
    assertThat(wire.post(path + "/renew", "{\"epoch\":7}").text("code")).isEqualTo("stale-epoch");
    assertThat(wire.delete(path + "?epoch=7").text("code")).isEqualTo("stale-epoch");
    assertThat(wire.delete(path + "?epoch=1").status()).isEqualTo(204);
  }

  @Test
  void cleaning_that_fails_is_repeated_and_the_account_is_free_only_after_it_succeeded()
      throws Exception {
    stage.fill(1);
    Wire.Answer lease = lease("");
    stage.service().inject(Fault.on(Target.DELETE, new Fault.Fail(500)).times(2));

    wire.delete("/v1/leases/" + lease.text("id"));

    assertThat(stage.count("free")).isZero();
    stage.await(() -> stage.count("free") == 1);
    assertThat(signsIn(lease.body().path("account"))).isFalse();
  }

  @Test
  void the_password_is_in_the_answer_to_the_lease_and_nowhere_else() throws Exception {
    stage.fill(1);
    Wire.Answer lease = lease("");
    String password = lease.body().path("account").path("password").asString();
    String account = lease.body().path("account").path("id").asString();

    for (String path :
        List.of(
            "/v1/leases",
            "/v1/leases/" + lease.text("id"),
            "/v1/accounts",
            "/v1/accounts/" + account,
            "/v1/events",
            "/v1/jobs")) {
      assertThat(wire.get(path).body().toString()).as(path).doesNotContain(password, "Tam1_");
    }
  }
}
