package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.samples.userservice.UserService;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool that is drained and goes by itself, also where the server is killed in between. */
class LeavingPoolTest {

  @TempDir Path folder;

  @Test
  void it_goes_with_its_last_lease_also_after_a_kill() throws Exception {
    try (UserService service = UserService.start(UserService.Options.local())) {
      String lease;
      try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
        Wire wire = new Wire(server.url());
        fill(wire, service);
        lease = wire.post("/v1/leases", "{\"pool\":\"buyers\"}").text("id");
        assertThat(wire.delete("/v1/pools/buyers?drain=maybe").status()).isEqualTo(400);
        assertThat(wire.delete("/v1/pools/buyers?drain=false").text("code")).isEqualTo("in-use");

        Wire.Answer leaving = wire.delete("/v1/pools/buyers?drain=true");

        assertThat(leaving.status()).isEqualTo(202);
        assertThat(leaving.body().path("draining").asBoolean()).isTrue();
        assertThat(leaving.body().path("leaving").asBoolean()).isTrue();
        server.kill();
      }
      try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
        Wire wire = new Wire(server.url());
        assertThat(wire.get("/v1/pools/buyers").body().path("leaving").asBoolean())
            .as("one is leased")
            .isTrue();
        assertThat(wire.delete("/v1/leases/" + lease).status()).isLessThan(300);

        while (wire.get("/v1/pools/buyers").status() != 404) {
          Thread.onSpinWait();
        }

        assertThat(service.accounts()).isEmpty();
        assertThat(wire.all("/v1/accounts")).isEmpty();
      }
    }
  }

  private static void fill(Wire wire, UserService service) throws Exception {
    wire.post("/v1/services", "{\"name\":\"users\",\"url\":\"" + service.url() + "\"}");
    wire.post("/v1/pools", "{\"name\":\"buyers\",\"services\":[\"users\"]}");
    String job = wire.post("/v1/accounts", "{\"pool\":\"buyers\",\"count\":3}").text("id");
    while (wire.get("/v1/jobs/" + job).body().path("finishedAt").isNull()) {
      Thread.onSpinWait();
    }
  }
}
