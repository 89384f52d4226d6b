package dev.testaccounts.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for every free account that fits every part that is given to be cleaned once more: the body
 * of {@code POST /v1/accounts/reset}. At least one part is needed. Immutable.
 *
 * @param pool the pool's name; null for any
 * @param labels labels that the account must carry; never null, empty for any
 * @param accounts ids of exactly these accounts, at most 1000; never null, empty for any
 * @param olderThan made longer ago than this; null for any age
 */
public record ResetBody(
    @Nullable String pool,
    Map<String, String> labels,
    List<String> accounts,
    @Nullable Duration olderThan) {

  /** Copies the collections. */
  public ResetBody {
    labels = Map.copyOf(labels);
    accounts = List.copyOf(accounts);
  }

  /** Everything that is free in a pool. */
  public static ResetBody ofPool(String pool) {
    return new ResetBody(pool, Map.of(), List.of(), null);
  }
}
