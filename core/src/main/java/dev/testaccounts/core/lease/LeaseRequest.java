package dev.testaccounts.core.lease;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for.
 *
 * @param pool the pool's name
 * @param ttl how long; null for what the pool says
 * @param labels run, job, test and whatever else the caller wants to find it by
 */
public record LeaseRequest(String pool, @Nullable Duration ttl, Map<String, String> labels) {
  public LeaseRequest {
    labels = Map.copyOf(labels);
  }
}
