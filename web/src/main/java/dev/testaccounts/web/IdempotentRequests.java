package dev.testaccounts.web;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.idempotency.Idempotency;
import dev.testaccounts.core.idempotency.Idempotency.Turn;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Serves requests that carry an {@code Idempotency-Key}: the first takes effect, the others get its
 * answer. Thread-safe.
 */
final class IdempotentRequests {

  static final String HEADER = "Idempotency-Key";

  private final Idempotency idempotency;

  IdempotentRequests(Idempotency idempotency) {
    this.idempotency = idempotency;
  }

  /** A kept answer, as it is sealed. */
  private record Kept(int status, @Nullable String type, Map<String, String> headers, String body) {

    static Secret sealed(Answer.Reply reply) {
      Kept kept =
          new Kept(
              reply.status(),
              reply.contentType(),
              reply.headers(),
              new String(reply.body(), StandardCharsets.UTF_8));
      return new Secret(new String(Json.bytes(kept), StandardCharsets.UTF_8));
    }

    static Answer.Reply reply(Secret sealed) {
      Kept kept = Json.value(sealed.reveal(), Kept.class);
      return new Answer.Reply(
          kept.status(), kept.type(), kept.body().getBytes(StandardCharsets.UTF_8), kept.headers());
    }
  }

  /**
   * Serves one request.
   *
   * @param serve makes it take effect; what it throws has had an effect or not, nobody knows
   */
  Answer serve(
      Principal principal, String key, Incoming incoming, Function<Turn.Go, Answer> serve) {
    Result<Turn> begun = idempotency.begin(principal, key, fingerprint(incoming));
    return switch (begun) {
      case Result.Refused<Turn>(Problem problem) -> Answer.refused(problem);
      case Result.Ok<Turn>(Turn.Replay(Secret answer)) -> Kept.reply(answer);
      case Result.Ok<Turn>(Turn.Go go) -> serve(principal, key, go, serve);
    };
  }

  private Answer serve(
      Principal principal, String key, Turn.Go go, Function<Turn.Go, Answer> serve) {
    boolean known = false;
    try {
      Answer answer = serve.apply(go);
      known = true;
      switch (answer) {
        case Answer.Reply reply when reply.status() < 300 ->
            idempotency.answered(principal, key, go.operation(), Kept.sealed(reply));
        case Answer.Reply refused -> idempotency.refused(principal, key, go.operation());
        case Answer.Refused(Refusal refusal) when refusal.status() == 503 ->
            // "Come again": what it began is there for who comes with the same key.
            idempotency.unknown(principal, key, go.operation());
        case Answer.Refused refused -> idempotency.refused(principal, key, go.operation());
      }
      return answer;
    } catch (RefusedException e) {
      known = true;
      idempotency.refused(principal, key, go.operation());
      throw e;
    } finally {
      if (!known) {
        idempotency.unknown(principal, key, go.operation());
      }
    }
  }

  private static String fingerprint(Incoming incoming) {
    MessageDigest digest = sha256();
    digest.update(incoming.method().getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    digest.update(incoming.path().getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    digest.update(String.valueOf(incoming.query().get()).getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    return HexFormat.of().formatHex(digest.digest(incoming.body().get()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
