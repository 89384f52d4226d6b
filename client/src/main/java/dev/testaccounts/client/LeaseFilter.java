package dev.testaccounts.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which leases. Immutable.
 *
 * @param pool the pool's name; null for any
 * @param state {@code active}, {@code released}, {@code expired} or {@code revoked}; null for any
 * @param account the account's id; null for any
 * @param labels what they carry; never null, empty for any
 */
public record LeaseFilter(
    @Nullable String pool,
    @Nullable String state,
    @Nullable String account,
    Map<String, String> labels) {

  /** Copies the labels. */
  public LeaseFilter {
    labels = Map.copyOf(labels);
  }

  /** Every lease. */
  public static LeaseFilter all() {
    return new LeaseFilter(null, null, null, Map.of());
  }

  /** Every lease that carries labels. */
  public static LeaseFilter labelled(Map<String, String> labels) {
    return new LeaseFilter(null, null, null, labels);
  }
}
