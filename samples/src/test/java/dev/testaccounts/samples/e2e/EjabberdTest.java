package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Against an ejabberd, whose accounts are made anew where others are reset. */
@ExtendWith(Running.class)
class EjabberdTest {

  @TempDir private Path folder;

  @Test
  void a_hundred_accounts_live_and_end_in_an_ejabberd_although_the_server_is_killed(
      Ejabberd ejabberd) throws Exception {
    try (Lifecycle lifecycle = Lifecycle.in(ejabberd, folder)) {
      lifecycle.create();
      Map<String, String> passwords = lifecycle.lease();
      lifecycle.release(passwords);
      lifecycle.lease();
      lifecycle.cleanUp();
    }
  }

  @Test
  void who_is_still_signed_in_when_the_lease_ends_is_put_out(Ejabberd ejabberd) throws Exception {
    try (Lifecycle lifecycle = Lifecycle.in(ejabberd, folder);
        XmppStream stream = ejabberd.stream()) {
      Wire wire = lifecycle.wire();
      Wire.Answer lease = wire.post("/v1/leases", "{\"pool\":\"people\",\"fresh\":true}");
      assertThat(lease.status()).as(lease.body().toString()).isEqualTo(201);
      JsonNode account = lease.body().path("account");
      String username = account.path("username").asString();
      assertThat(stream.signsIn(username, account.path("password").asString())).isTrue();

      assertThat(wire.delete("/v1/leases/" + lease.text("id")).status()).isEqualTo(204);
      lifecycle.awaitFree(username);

      assertThat(stream.rest()).contains("User removed");
      lifecycle.cleanUp(1);
    }
  }
}
