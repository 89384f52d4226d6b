package dev.testaccounts.core.lease;

import dev.testaccounts.core.kernel.Id;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for.
 *
 * @param pool the pool's name
 * @param ttl how long; null for what the pool says
 * @param labels run, job, test and whatever else the caller wants to find it by
 * @param id the id that the lease is to have; null for a new one
 */
public record LeaseRequest(
    String pool, @Nullable Duration ttl, Map<String, String> labels, @Nullable Id id) {
  public LeaseRequest {
    labels = Map.copyOf(labels);
  }

  /** A request for a lease with a new id. */
  public static LeaseRequest of(String pool, @Nullable Duration ttl, Map<String, String> labels) {
    return new LeaseRequest(pool, ttl, labels, null);
  }
}
