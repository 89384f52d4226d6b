package dev.testaccounts.api;

import java.util.List;
import java.util.Map;

/**
 * What a clean-up would do now; nothing was done. Immutable.
 *
 * @param total how many accounts would go
 * @param byState how many of them are in each state; states with none are missing; never null
 * @param leasesRevoked how many live leases would end
 * @param deletionsLastHour how many accounts of the project were condemned in the last hour
 * @param deletionsPerHour how many an hour may have
 * @param overCap whether the clean-up would be refused without an override
 * @param sample the first of them, at most 100; never null
 */
public record CleanupPlan(
    long total,
    Map<String, Long> byState,
    long leasesRevoked,
    long deletionsLastHour,
    long deletionsPerHour,
    boolean overCap,
    List<PlannedAccount> sample) {

  /** Copies the collections. */
  public CleanupPlan {
    byState = Map.copyOf(byState);
    sample = List.copyOf(sample);
  }
}
