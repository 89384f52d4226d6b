package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The recipe {@code keycloak} against a Keycloak. */
@ExtendWith(Running.class)
class KeycloakTest {

  @TempDir private Path folder;
  private static Keycloak keycloak;

  @BeforeAll
  static void start(Keycloak running) {
    keycloak = running;
  }

  @Test
  void a_hundred_accounts_live_and_end_although_the_server_is_killed() throws Exception {
    try (Lifecycle lifecycle = Lifecycle.in(keycloak, folder)) {
      lifecycle.create();
      Map<String, String> passwords = lifecycle.lease();
      lifecycle.release(passwords);
      lifecycle.lease();
      lifecycle.cleanUp();
    }
  }

  @Test
  void a_lease_hands_out_tokens_and_its_end_ends_their_session() throws Exception {
    try (Lifecycle lifecycle = Lifecycle.in(keycloak, folder)) {
      Wire wire = lifecycle.wire();
      Wire.Answer lease =
          wire.post("/v1/leases", "{\"pool\":\"people\",\"fresh\":true,\"signIn\":true}");
      assertThat(lease.status()).as(lease.body().toString()).isEqualTo(201);
      JsonNode account = lease.body().path("account");
      JsonNode tokens = account.at("/services/product/tokens");
      String refresh = tokens.path("refreshToken").asString();
      assertThat(keycloak.owner(tokens.path("accessToken").asString()))
          .isEqualTo(account.path("username").asString());
      assertThat(keycloak.refreshes(refresh)).as("the session is there").isTrue();

      assertThat(wire.delete("/v1/leases/" + lease.text("id")).status()).isEqualTo(204);
      lifecycle.awaitFree(account.path("username").asString());

      assertThat(keycloak.refreshes(refresh)).as("the session is over").isFalse();
    }
  }
}
