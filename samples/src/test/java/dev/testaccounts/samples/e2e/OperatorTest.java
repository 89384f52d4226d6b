package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.samples.userservice.Fault;
import dev.testaccounts.samples.userservice.Fault.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an operator does to one account. */
class OperatorTest extends StagedTest {

  @Test
  void a_quarantined_account_is_retried_and_free_only_when_it_succeeded() throws Exception {
    stage.service().inject(Fault.on(Target.CREATE, new Fault.Fail(422)));
    stage.fill(1);
    String account = "/v1/accounts/" + only("quarantined");

    Wire.Answer retried = wire.post(account + "/retry", "");

    assertThat(retried.status()).isEqualTo(202);
    assertThat(retried.text("state")).isEqualTo("pending");
    stage.await(() -> stage.count("free") == 1);
    assertThat(kinds(account))
        .containsExactly(
            "account-ready", "account-retried", "account-quarantined", "account-intended");
    assertThat(wire.post(account + "/retry", "").text("code")).isEqualTo("account-state");
  }

  @Test
  void a_leased_account_is_neither_reset_nor_deleted() throws Exception {
    stage.fill(1);
    Wire.Answer lease = wire.post("/v1/leases", "{\"pool\":\"buyers\"}");
    String account = "/v1/accounts/" + lease.body().path("account").path("id").asString();

    for (Wire.Answer refused : List.of(wire.post(account + "/reset", ""), wire.delete(account))) {
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.text("code")).isEqualTo("account-leased");
    }
    assertThat(wire.get(account).text("state")).isEqualTo("leased");
  }

  @Test
  void a_reset_account_is_cleaned_and_free_again() throws Exception {
    stage.fill(1);
    String account = "/v1/accounts/" + only("free");

    assertThat(wire.post(account + "/reset", "").text("state")).isEqualTo("cleaning");

    stage.await(() -> stage.count("free") == 1);
    assertThat(kinds(account)).startsWith("account-cleaned", "account-reset");
  }

  @Test
  void a_pool_is_reset_with_a_result_for_each_account() throws Exception {
    stage.fill(5);
    wire.post("/v1/leases", "{\"pool\":\"buyers\"}");

    Wire.Answer started = wire.post("/v1/accounts/reset", "{\"pool\":\"buyers\"}");

    assertThat(started.status()).isEqualTo(202);
    JsonNode job = stage.awaitJob(started.text("id")).body();
    assertThat(job.path("kind").asString()).isEqualTo("reset");
    assertThat(job.path("succeeded").asInt()).as("the leased one stays").isEqualTo(4);
    assertThat(stage.count("free")).isEqualTo(4);
    assertThat(wire.post("/v1/accounts/reset", "{}").text("code")).isEqualTo("empty-selector");
    assertThat(wire.post("/v1/cleanup", "{\"run\":\"1\",\"labels\":{\"run\":\"2\"}}").status())
        .isEqualTo(400);
  }

  @Test
  void a_deleted_account_is_gone_from_the_service_and_deleting_it_twice_is_no_error()
      throws Exception {
    stage.fill(1);
    String account = "/v1/accounts/" + only("free");

    assertThat(wire.delete(account).status()).isEqualTo(202);
    assertThat(wire.delete(account).status()).isEqualTo(202);

    stage.await(() -> wire.get(account).text("state").equals("deleted"));
    assertThat(stage.service().accounts()).isEmpty();
    assertThat(wire.all(account + "/events"))
        .filteredOn(event -> event.path("kind").asString().equals("account-condemned"))
        .singleElement()
        .satisfies(event -> assertThat(event.path("actor").asString()).isEqualTo("local"));
  }

  @Test
  void what_is_not_there_is_404() throws Exception {
    for (String id : List.of("nonsense", "01ja0000000000000000000000")) {
      String account = "/v1/accounts/" + id;
      assertThat(wire.delete(account).text("code")).isEqualTo("no-such-account");
      assertThat(wire.post(account + "/retry", "").text("code")).isEqualTo("no-such-account");
      assertThat(wire.get(account + "/events").text("code")).isEqualTo("no-such-account");
    }
  }

  private String only(String state) throws Exception {
    List<JsonNode> accounts = wire.all("/v1/accounts?pool=buyers&state=" + state);
    assertThat(accounts).hasSize(1);
    return accounts.getFirst().path("id").asString();
  }

  private List<String> kinds(String account) throws Exception {
    return wire.all(account + "/events").stream()
        .map(event -> event.path("kind").asString())
        .toList();
  }
}
