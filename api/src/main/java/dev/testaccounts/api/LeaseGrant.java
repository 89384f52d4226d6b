package dev.testaccounts.api;

import java.time.Instant;
import java.util.Map;

/**
 * A lease as its holder gets it, once: the only answer that holds a password. Immutable.
 *
 * @param id its identity; never null
 * @param epoch the account's epoch while it is live: what fences late comers
 * @param pool the pool's name; never null
 * @param state {@code active}; never null
 * @param acquiredAt when it began; never null
 * @param expiresAt when it ends by itself; never null
 * @param labels what its holder said; never null
 * @param account the account; never null
 */
public record LeaseGrant(
    String id,
    long epoch,
    String pool,
    String state,
    Instant acquiredAt,
    Instant expiresAt,
    Map<String, String> labels,
    GrantedAccount account) {

  /** Copies the labels. */
  public LeaseGrant {
    labels = Map.copyOf(labels);
  }
}
