package dev.testaccounts.api;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for several leases at once, all or nothing: another body of {@code POST /v1/leases}.
 * Immutable.
 *
 * @param pool the name of the pool that all accounts are of; never null
 * @param ttl how long, 1 s to the pool's {@code maxTtl}; null for what the pool says
 * @param labels run, job, test and whatever else finds all of them again, at most 64; never null
 * @param roles how many for each role, at most 50 in all; never null
 * @param priority 0 to 9, where it waits: the higher is served first; null for 5
 */
public record LeaseGroupBody(
    String pool,
    @Nullable Duration ttl,
    Map<String, String> labels,
    Map<String, RoleBody> roles,
    @Nullable Integer priority) {

  /** Copies the maps. */
  public LeaseGroupBody {
    labels = Map.copyOf(labels);
    roles = Map.copyOf(roles);
  }

  /** Free accounts of a pool for roles, for as long as the pool says. */
  public static LeaseGroupBody from(String pool, Map<String, RoleBody> roles) {
    return new LeaseGroupBody(pool, null, Map.of(), roles, null);
  }

  /** The same for another time. */
  public LeaseGroupBody withTtl(Duration other) {
    return new LeaseGroupBody(pool, other, labels, roles, priority);
  }

  /** The same with other labels. */
  public LeaseGroupBody withLabels(Map<String, String> other) {
    return new LeaseGroupBody(pool, ttl, other, roles, priority);
  }

  /** The same with another place in the queue. */
  public LeaseGroupBody withPriority(int other) {
    return new LeaseGroupBody(pool, ttl, labels, roles, other);
  }
}
