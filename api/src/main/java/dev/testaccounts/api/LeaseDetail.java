package dev.testaccounts.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One lease with the account it is about. Never holds a password. Immutable.
 *
 * @param id its identity; never null
 * @param epoch the account's epoch while it was live
 * @param pool the pool's name; null where the pool was removed
 * @param state {@code active}, {@code released}, {@code expired} or {@code revoked}; never null
 * @param holder who asked for it; never null
 * @param labels what its holder said; never null
 * @param acquiredAt when it began; never null
 * @param expiresAt when it ends, or would have ended, by itself; never null
 * @param endedAt when it ended; null while it is live
 * @param endReason why it ended; null while it is live
 * @param account the account; never null
 */
public record LeaseDetail(
    String id,
    long epoch,
    @Nullable String pool,
    String state,
    String holder,
    Map<String, String> labels,
    Instant acquiredAt,
    Instant expiresAt,
    @Nullable Instant endedAt,
    @Nullable String endReason,
    AccountIdentity account) {

  /** Copies the labels. */
  public LeaseDetail {
    labels = Map.copyOf(labels);
  }
}
