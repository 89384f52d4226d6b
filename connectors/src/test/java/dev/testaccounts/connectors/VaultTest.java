package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Reply;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets of a Vault, as its HTTP API gives them. */
class VaultTest {

  private final AtomicReference<Instant> now = new AtomicReference<>(Calls.NOW);

  private Result<Secret> read(Peer peer, String reference) {
    try (SecretReferences references = references(peer)) {
      return references.resolve(reference);
    }
  }

  private SecretReferences references(Peer peer) {
    return new SecretReferences(
        Map.of("VAULT_ADDR", peer.url() + "/", "VAULT_TOKEN", "root", "VAULT_NAMESPACE", "team-a"),
        now::get);
  }

  private static String holding(String value) {
    return Declared.json(200, "{\"data\":{\"data\":{\"token\":\"" + value + "\"}}}");
  }

  @Test
  void a_value_is_read_from_the_second_version_of_the_engine() {
    try (Peer peer = Peer.saying(holding("s3cret"))) {
      assertThat(read(peer, "${vault:secret/apps/user service#token}"))
          .isEqualTo(Result.ok(new Secret("s3cret")));
      assertThat(peer.requests.getFirst())
          .startsWith("GET /v1/secret/data/apps/user%20service HTTP/1.1\r\n")
          .contains("X-Vault-Token: root\r\n", "X-Vault-Namespace: team-a\r\n");
    }
  }

  @Test
  void a_rotated_secret_is_taken_up_without_a_restart() {
    AtomicReference<String> value = new AtomicReference<>("old");
    try (Peer peer =
            new Peer(
                (socket, request) -> {
                  Peer.write(socket, holding(value.get()));
                  return true;
                });
        SecretReferences references = references(peer)) {
      references.resolve("${vault:secret/a#token}");
      value.set("new");

      now.set(Calls.NOW.plus(Vault.BELIEVED).minusNanos(1));
      assertThat(references.resolve("${vault:secret/a#token}"))
          .isEqualTo(Result.ok(new Secret("old")));
      now.set(Calls.NOW.plus(Vault.BELIEVED));
      assertThat(references.resolve("${vault:secret/a#token}"))
          .isEqualTo(Result.ok(new Secret("new")));
      assertThat(peer.requests).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secret/a#other|expected a text under other in secret/a of the vault, got none",
        "secret#token|expected ${vault:MOUNT/PATH#KEY}, got ${vault:secret#token}",
        "secret//a#token|expected ${vault:MOUNT/PATH#KEY}, got ${vault:secret//a#token}",
        "secret/a|expected ${vault:MOUNT/PATH#KEY}, got ${vault:secret/a}"
      })
  void what_is_not_there_is_said(String reference, String detail) {
    try (Peer peer = Peer.saying(holding("s3cret"))) {
      assertThat(read(peer, "${vault:" + reference + "}")).isEqualTo(refused(detail));
    }
  }

  @Test
  void a_vault_that_refuses_is_said() {
    try (Peer peer = Peer.status(403)) {
      assertThat(read(peer, "${vault:secret/a#token}"))
          .isEqualTo(refused("expected 200 for secret/a from the vault, got 403"));
    }
  }

  @Test
  void a_vault_that_is_not_there_is_said() {
    Peer gone = Peer.status(200);
    gone.close();

    assertThat(read(gone, "${vault:secret/a#token}"))
        .isEqualTo(refused("the vault does not answer, so secret/a cannot be read"));
  }

  @Test
  void a_vault_must_be_named() {
    try (SecretReferences references = new SecretReferences(Map.of(), now::get)) {
      assertThat(references.resolve("${vault:secret/a#token}"))
          .isEqualTo(
              refused(
                  "expected VAULT_ADDR and VAULT_TOKEN in the environment to read secret/a#token"));
    }
  }

  private static Result<Secret> refused(String detail) {
    return Result.refused(new Problem.Invalid("secret-reference", "credentials: " + detail));
  }

  /** By then another worker may have the account. */
  @Test
  void what_took_too_long_to_look_up_is_not_used() {
    try (Peer vault =
            new Peer(
                (socket, request) -> {
                  now.set(Calls.NOW.plusSeconds(3600));
                  Peer.write(socket, holding("s3cret"));
                  return true;
                });
        Peer service = Peer.status(200);
        HttpConnectors connectors =
            new HttpConnectors(
                Guard.loopback(),
                Map.of("VAULT_ADDR", vault.url() + "/", "VAULT_TOKEN", "root"),
                now::get)) {
      Connector connector =
          connectors
              .connector(
                  Calls.service(
                      service.url(), Calls.PATIENT, Map.of("bearer", "${vault:secret/a#token}")))
              .orElseThrow();

      assertThat(connector.create(Calls.ANN)).isInstanceOf(Reply.NotDone.class);
      assertThat(service.requests).isEmpty();
    }
  }
}
