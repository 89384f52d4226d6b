package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a pool does by itself, over a real server. */
class PoolTest extends StagedTest {

  private void put(String more) throws Exception {
    String body = "{\"services\":[\"user-service\"]," + more + "}";
    assertThat(wire.send("PUT", "/v1/pools/buyers", body).status()).isEqualTo(200);
  }

  @Test
  void min_accounts_are_kept_free_and_max_is_never_passed() throws Exception {
    put("\"size\":{\"min\":3,\"max\":4}");
    stage.await(() -> stage.count("free") == 3);

    assertThat(wire.post("/v1/leases", "{\"pool\":\"buyers\"}").status()).isEqualTo(201);
    stage.await(() -> stage.count("free") == 3);
    assertThat(wire.post("/v1/leases", "{\"pool\":\"buyers\"}").status()).isEqualTo(201);

    assertThat(stage.count("free")).isEqualTo(2);
    assertThat(stage.service().accounts()).hasSize(4);
  }

  @Test
  void accounts_are_numbered_and_described_by_data_that_is_made_up() throws Exception {
    put(
        "\"username\":\"{pool}_{worker}_{seq}\",\"attributes\":{"
            + "\"first\":\"{faker:name.firstName}\",\"email\":\"user{seq}@example.test\"}");
    String body = "{\"pool\":\"buyers\",\"fresh\":true,\"labels\":{\"worker\":\"gw1\"}}";

    JsonNode first = wire.post("/v1/leases", body).body().path("account");
    JsonNode second = wire.post("/v1/leases", body).body().path("account");

    assertThat(first.path("username").stringValue()).isEqualTo("buyers_gw1_1");
    assertThat(second.path("username").stringValue()).isEqualTo("buyers_gw1_2");
    assertThat(second.path("email").stringValue()).isEqualTo("user2@example.test");
    assertThat(first.at("/attributes/first").stringValue()).isNotBlank().doesNotContain("faker");
    assertThat(stage.service().accounts()).contains("buyers_gw1_1", "buyers_gw1_2");
    String unknown =
        "{\"services\":[\"user-service\"],\"username\":\"{faker:name.nobody}_{hex:6}\"}";
    assertThat(wire.send("PUT", "/v1/pools/buyers", unknown).text("detail"))
        .startsWith("username: expected data that Datafaker makes");
  }

  @Test
  void an_account_that_had_its_uses_is_replaced_by_a_new_one() throws Exception {
    put("\"size\":{\"min\":1,\"max\":4},\"retire\":{\"uses\":1,\"age\":\"7d\"}");
    stage.await(() -> stage.count("free") == 1);

    Wire.Answer lease = wire.post("/v1/leases", "{\"pool\":\"buyers\"}");
    String account = lease.body().path("account").path("id").stringValue();
    wire.send("DELETE", "/v1/leases/" + lease.text("id"), null);

    stage.await(() -> state(account).equals("deleted"));
    stage.await(() -> stage.count("free") == 1);
    assertThat(stage.service().accounts()).hasSize(1);
    assertThat(wire.get("/v1/accounts/" + account).text("reason"))
        .isEqualTo("retired: it had 1 uses, the pool allows 1");
  }

  private String state(String account) throws Exception {
    return wire.get("/v1/accounts/" + account).text("state");
  }

  @Test
  void an_account_that_was_used_rests_before_it_is_handed_out_again() throws Exception {
    put("\"coolDown\":\"1h\"");
    stage.fill(1);
    Wire.Answer lease = wire.post("/v1/leases", "{\"pool\":\"buyers\"}");
    assertThat(lease.status()).isEqualTo(201);
    wire.send("DELETE", "/v1/leases/" + lease.text("id"), null);
    stage.await(() -> stage.count("free") == 1);

    Wire.Answer none = wire.post("/v1/leases", "{\"pool\":\"buyers\"}");

    assertThat(none.text("code")).isEqualTo("none-free");
  }

  @Test
  void a_draining_pool_empties_itself_and_can_be_removed_then() throws Exception {
    put("\"size\":{\"min\":2}");
    stage.await(() -> stage.count("free") == 2);
    Wire.Answer lease = wire.post("/v1/leases", "{\"pool\":\"buyers\"}");

    put("\"size\":{\"min\":2},\"draining\":true");

    assertThat(wire.post("/v1/leases", "{\"pool\":\"buyers\"}").text("code"))
        .isEqualTo("pool-draining");
    stage.await(() -> stage.service().accounts().size() == 1);
    Wire.Answer refused = wire.send("DELETE", "/v1/pools/buyers", null);
    assertThat(refused.text("code")).isEqualTo("in-use");
    assertThat(refused.text("detail")).startsWith("pool 'buyers' still has 1 accounts");
    wire.send("DELETE", "/v1/leases/" + lease.text("id"), null);
    stage.await(() -> stage.service().accounts().isEmpty());
    stage.await(() -> wire.send("DELETE", "/v1/pools/buyers", null).status() == 204);
  }
}
