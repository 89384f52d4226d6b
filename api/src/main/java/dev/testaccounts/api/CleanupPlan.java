package dev.testaccounts.api;

import java.util.List;
import java.util.Map;

/**
 * What a clean-up would do now; nothing was done. Immutable.
 *
 * @param total how many accounts would go
 * @param byState how many of them are in each state; states with none are missing; never null
 * @param leasesRevoked how many live leases would end
 * @param sample the first of them, at most 100; never null
 */
public record CleanupPlan(
    long total, Map<String, Long> byState, long leasesRevoked, List<PlannedAccount> sample) {

  /** Copies the collections. */
  public CleanupPlan {
    byState = Map.copyOf(byState);
    sample = List.copyOf(sample);
  }
}
