package dev.testaccounts.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the removal of everything that fits every part that is given: the body of {@code POST
 * /v1/cleanup}. At least one of pool, labels, accounts, olderThan and state is needed. Immutable.
 *
 * @param pool the pool's name; null for any
 * @param labels labels that the account or its live lease must carry; never null, empty for any
 * @param accounts ids of exactly these accounts, at most 1000; never null, empty for any
 * @param olderThan made longer ago than this; null for any age
 * @param state where they are in their life; null for anywhere
 * @param includeLeased whether leases may be revoked
 * @param override whether to lift the cap on deletions per hour
 * @param dryRun whether only to tell what would be done
 */
public record CleanupBody(
    @Nullable String pool,
    Map<String, String> labels,
    List<String> accounts,
    @Nullable Duration olderThan,
    @Nullable String state,
    boolean includeLeased,
    boolean override,
    boolean dryRun) {

  /** Copies the collections. */
  public CleanupBody {
    labels = Map.copyOf(labels);
    accounts = List.copyOf(accounts);
  }

  /** Everything in a pool that nobody has leased. */
  public static CleanupBody ofPool(String pool) {
    return new CleanupBody(pool, Map.of(), List.of(), null, null, false, false, false);
  }

  /** Everything that carries labels, leased under them or not. */
  public static CleanupBody ofLabels(Map<String, String> labels) {
    return new CleanupBody(null, labels, List.of(), null, null, false, false, false);
  }

  /** The same, leases revoked. */
  public CleanupBody evenLeased() {
    return new CleanupBody(pool, labels, accounts, olderThan, state, true, override, dryRun);
  }

  /** The same, the cap on deletions per hour lifted. */
  public CleanupBody overridingCap() {
    return new CleanupBody(pool, labels, accounts, olderThan, state, includeLeased, true, dryRun);
  }

  /** The same as a plan or in earnest. */
  public CleanupBody dryRun(boolean planOnly) {
    return new CleanupBody(
        pool, labels, accounts, olderThan, state, includeLeased, override, planOnly);
  }
}
