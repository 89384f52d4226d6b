package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.testaccounts.samples.userservice.UserService;
import dev.testaccounts.testkit.fault.FaultyWire;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A lease is granted and committed, and its caller never hears of it: the connection is cut in
 * place of the answer, or the server is killed too.
 */
@Timeout(120)
class LostReplyTest {

  private static final String LEASE = "{\"pool\":\"buyers\"}";
  private static final String SHORT = "{\"pool\":\"buyers\",\"ttl\":\"1s\"}";

  @TempDir Path folder;

  @Test
  void sqlite() throws Exception {
    losesNothing();
  }

  @Test
  void postgres() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      losesNothing(
          "--store",
          "jdbc:postgresql://postgres:x@127.0.0.1:%d/postgres".formatted(postgres.getPort()));
    }
  }

  private void losesNothing(String... store) throws Exception {
    try (UserService service = UserService.start(UserService.Options.local())) {
      try (ServerProcess server = ServerProcess.start(folder, store)) {
        onlyAccount(new Wire(server.url()), service);
        theSameKeyGetsTheSameLease(server);
        loseReply(server, SHORT);
        assertNextInTurn(new Wire(server.url()));
        loseReply(server, SHORT);
        server.kill();
      }
      try (ServerProcess server = ServerProcess.start(folder, store)) {
        Wire wire = new Wire(server.url());
        assertNextInTurn(wire);
        new Oracle(service, new Journal()).check(new LedgerOverHttp(wire));
      }
    }
  }

  /** The pool's only account. */
  private static void onlyAccount(Wire wire, UserService service) throws Exception {
    wire.post("/v1/services", "{\"name\":\"users\",\"url\":\"" + service.url() + "\"}");
    wire.post("/v1/pools", "{\"name\":\"buyers\",\"services\":[\"users\"],\"size\":{\"max\":1}}");
    Wire.Answer fresh = wire.post("/v1/leases", "{\"pool\":\"buyers\",\"fresh\":true}");
    assertThat(wire.delete("/v1/leases/" + fresh.text("id")).status()).isEqualTo(204);
  }

  private static void theSameKeyGetsTheSameLease(ServerProcess server) throws Exception {
    Wire wire = new Wire(server.url());
    loseReply(server, LEASE, "Idempotency-Key", "k-1");
    JsonNode unheard = newest(wire);

    Wire.Answer again = wire.post("/v1/leases", LEASE, "k-1");

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text("id")).isEqualTo(unheard.path("id").asString());
    assertThat(again.body().path("account").path("password").asString()).isNotBlank();
    assertThat(wire.delete("/v1/leases/" + again.text("id")).status()).isEqualTo(204);
  }

  /** Asks for a lease, and waits for it, over a wire that loses the answer. */
  private static void loseReply(ServerProcess server, String body, String... headers)
      throws Exception {
    try (FaultyWire lossy = FaultyWire.to(server.url().getPort())) {
      lossy.loseAnswers();
      Wire wire = new Wire(URI.create("http://127.0.0.1:" + lossy.port()));
      assertThatIOException().isThrownBy(() -> lease(wire, body, headers));
    }
  }

  private static Wire.Answer lease(Wire wire, String body, String... headers) throws Exception {
    String[] all =
        Stream.concat(Stream.of("Prefer", "wait=60"), Stream.of(headers)).toArray(String[]::new);
    return wire.send("POST", "/v1/leases", body, all);
  }

  /**
   * The lease that nobody heard of ends by itself, and its account is cleaned: only then does the
   * next one get it.
   */
  private static void assertNextInTurn(Wire wire) throws Exception {
    String unheard = newest(wire).path("id").asString();

    Wire.Answer next = lease(wire, LEASE);

    JsonNode before = wire.get("/v1/leases/" + unheard).body();
    assertThat(next.status()).isEqualTo(201);
    assertThat(before.path("state").asString()).isEqualTo("expired");
    assertThat(next.body().path("epoch").asLong()).isEqualTo(before.path("epoch").asLong() + 1);
    String account = next.body().path("account").path("id").asString();
    assertThat(wire.all("/v1/accounts/" + account + "/events"))
        .extracting(event -> event.path("kind").asString())
        .startsWith("account-leased", "account-cleaned", "lease-expired", "account-leased");
    assertThat(wire.delete("/v1/leases/" + next.text("id")).status()).isEqualTo(204);
  }

  private static JsonNode newest(Wire wire) throws Exception {
    return wire.get("/v1/leases?limit=1").body().path("items").path(0);
  }
}
