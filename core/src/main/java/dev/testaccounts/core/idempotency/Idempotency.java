package dev.testaccounts.core.idempotency;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.idempotency.IdempotencyStore.Taken;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.secret.SecretBox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Use cases of the {@code Idempotency-Key} header (IETF draft-ietf-httpapi-idempotency-key-header).
 * An answer that tells of an effect is kept, sealed, for a day; a refusal had none, so the key is
 * given back and the request may be sent again. Thread-safe.
 */
public final class Idempotency {

  /** How long a key is remembered. */
  public static final Duration KEPT = Duration.ofHours(24);

  /** The longest key, in characters. */
  public static final int LONGEST = 255;

  /** Longer than any request may take: then whoever had the key is dead. */
  private static final Duration LONGEST_REQUEST = Duration.ofMinutes(3);

  private static final int FORGOTTEN_AT_ONCE = 1000;

  private final IdempotencyStore store;
  private final SecretBox box;
  private final Ids ids;
  private final InstantSource clock;

  public Idempotency(IdempotencyStore store, SecretBox box, Ids ids, InstantSource clock) {
    this.store = store;
    this.box = box;
    this.ids = ids;
    this.clock = clock;
  }

  /** What a request with a key is to do. */
  public sealed interface Turn {

    /**
     * To take effect.
     *
     * @param operation the id of what it makes
     * @param again whether a predecessor may have made it already
     */
    record Go(Id operation, boolean again) implements Turn {}

    /** To be answered as before. */
    record Replay(Secret answer) implements Turn {}
  }

  /**
   * Begins a request that carries a key.
   *
   * @param fingerprint what tells one request from another
   */
  public Result<Turn> begin(Principal principal, String key, String fingerprint) {
    if (!wellFormed(key)) {
      return Result.refused(
          new Problem.Invalid(
              "invalid-request",
              "Idempotency-Key: expected 1 to " + LONGEST + " visible ASCII characters"));
    }
    Instant now = clock.instant();
    return switch (store.take(
        new IdempotencyStore.Taking(
            principal.project(),
            key,
            fingerprint,
            ids.next(now),
            now,
            now.plus(LONGEST_REQUEST)))) {
      case Taken.First(Id operation) -> Result.ok(new Turn.Go(operation, false));
      case Taken.Again(Id operation) -> Result.ok(new Turn.Go(operation, true));
      case Taken.Answered(var sealed) ->
          Result.ok(new Turn.Replay(box.open(sealed, principal.project())));
      case Taken.OtherRequest() -> Result.refused(reused());
      case Taken.UnderWay() -> Result.refused(underWay());
    };
  }

  /** Keeps the answer to a request that took effect. */
  public void answered(Principal principal, String key, Id operation, Secret answer) {
    String project = principal.project();
    store.keep(project, key, operation, box.seal(answer, project));
  }

  /** Gives the key of a request back that was refused. */
  public void refused(Principal principal, String key, Id operation) {
    store.giveBack(principal.project(), key, operation);
  }

  /** Nobody knows whether the request took effect: whoever sends it again finds out. */
  public void unknown(Principal principal, String key, Id operation) {
    store.letGo(principal.project(), key, operation, clock.instant());
  }

  /** Forgets what is older than a day, some at a time. Returns how many keys it forgot. */
  public int forget() {
    return store.forget(clock.instant().minus(KEPT), FORGOTTEN_AT_ONCE);
  }

  private static boolean wellFormed(String key) {
    return !key.isEmpty()
        && key.length() <= LONGEST
        && key.chars().allMatch(each -> each > ' ' && each < 0x7f);
  }

  private static Problem reused() {
    return new Problem.Contradiction(
        "idempotency-key-reused",
        "Idempotency-Key: it was used for another request; expected a new key, or the same request");
  }

  private static Problem underWay() {
    return new Problem.Conflict(
        "request-under-way", "the first request with this Idempotency-Key is still under way");
  }
}
