package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts that are kept for a look, and leases that are taken from their holders. */
class HoldTest extends StagedTest {

  @BeforeEach
  void fill() throws Exception {
    stage.fill(1);
  }

  @Test
  void a_failed_tests_account_is_kept_as_it_is_until_it_is_released() throws Exception {
    Wire.Answer grant = lease();
    String lease = "/v1/leases/" + grant.text("id");
    String account = account(grant);

    Wire.Answer held = wire.post(lease + "/hold", "{\"ttl\":\"2h\",\"reason\":\"cart is odd\"}");

    assertThat(held.status()).isEqualTo(200);
    assertThat(held.text("state")).isEqualTo("released");
    assertThat(held.text("endReason")).isEqualTo("held: cart is odd");
    assertThat(wire.get(account).text("state")).isEqualTo("held");
    assertThat(wire.get(account).text("reason")).isEqualTo("cart is odd");
    assertThat(stage.service().accounts()).hasSize(1);
    assertThat(lease().text("code")).isEqualTo("none-free");
    assertThat(wire.post(lease + "/renew", "{}").text("code")).isEqualTo("lease-ended");

    assertThat(wire.post(account + "/release", "").status()).isEqualTo(202);
    stage.await(() -> stage.count("free") == 1);
    assertThat(wire.post(account + "/release", "").text("code")).isEqualTo("account-state");
    assertThat(wire.get(account).body().path("heldUntil").isNull()).isTrue();
  }

  @Test
  void a_hold_ends_by_itself() throws Exception {
    String account = account(lease());
    wire.post("/v1/leases/" + live() + "/hold", "{\"ttl\":\"1s\"}");

    stage.await(() -> stage.count("free") == 1);

    assertThat(wire.all(account + "/events"))
        .extracting(event -> event.path("kind").asString())
        .startsWith("account-cleaned", "account-released", "account-held", "lease-released");
  }

  @Test
  void a_free_account_is_held_and_nobody_gets_it() throws Exception {
    String account = "/v1/accounts/" + wire.all("/v1/accounts").getFirst().path("id").asString();

    Wire.Answer held = wire.post(account + "/hold", "{}");

    assertThat(held.status()).isEqualTo(200);
    assertThat(held.text("state")).isEqualTo("held");
    assertThat(lease().text("code")).isEqualTo("none-free");
    assertThat(wire.post(account + "/hold", "{\"ttl\":\"8d\"}").status()).isEqualTo(400);
    assertThat(wire.post(account + "/hold", "{\"reason\":\"\"}").status()).isEqualTo(400);
  }

  @Test
  void a_revoked_lease_is_over_and_its_account_is_cleaned() throws Exception {
    Wire.Answer grant = lease();
    String lease = "/v1/leases/" + grant.text("id");

    Wire.Answer revoked = wire.post(lease + "/revoke", "{\"reason\":\"run hangs\"}");

    assertThat(revoked.status()).isEqualTo(200);
    assertThat(revoked.text("state")).isEqualTo("revoked");
    assertThat(wire.post(lease + "/revoke", "{}").text("endReason")).isEqualTo("run hangs");
    assertThat(wire.delete(lease).text("code")).isEqualTo("lease-ended");
    stage.await(() -> stage.count("free") == 1);
  }

  @Test
  void a_caller_of_another_epoch_and_what_is_not_there_are_refused() throws Exception {
    String lease = "/v1/leases/" + lease().text("id");

    assertThat(wire.post(lease + "/hold", "{\"epoch\":99}").text("code")).isEqualTo("stale-epoch");
    for (String id : List.of("nonsense", "01ja0000000000000000000000")) {
      assertThat(wire.post("/v1/leases/" + id + "/hold", "{}").text("code"))
          .isEqualTo("no-such-lease");
      assertThat(wire.post("/v1/leases/" + id + "/revoke", "{}").text("code"))
          .isEqualTo("no-such-lease");
      assertThat(wire.post("/v1/accounts/" + id + "/hold", "{}").text("code"))
          .isEqualTo("no-such-account");
      assertThat(wire.post("/v1/accounts/" + id + "/release", "").text("code"))
          .isEqualTo("no-such-account");
    }
  }

  private Wire.Answer lease() throws Exception {
    return wire.post("/v1/leases", "{\"pool\":\"buyers\"}");
  }

  private String live() throws Exception {
    return wire.all("/v1/leases?state=active").getFirst().path("id").asString();
  }

  private static String account(Wire.Answer grant) {
    return "/v1/accounts/" + grant.body().path("account").path("id").asString();
  }
}
