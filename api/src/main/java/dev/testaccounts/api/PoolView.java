package dev.testaccounts.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A registered pool. Immutable.
 *
 * @param id its identity, never reused, never null
 * @param name its name, unique in the project; never null
 * @param services names of its services; never null
 * @param username the pattern of its accounts' names; never null
 * @param attributes what its accounts are given; never null
 * @param size how many accounts it has; never null
 * @param lease how long leases last; never null
 * @param onRelease {@code reset} or {@code delete}; never null
 * @param retire when an account is deleted instead of handed out again; never null
 * @param coolDown how long an account that was used rests; never null
 * @param password what its passwords look like; never null
 * @param draining whether the pool hands out nothing any more
 * @param leaving whether it is removed by itself once it has no accounts any more
 * @param version grows by one with each change; in quotes it is the ETag
 * @param createdAt when it was registered; never null
 * @param counts how many accounts are in each state but {@code deleted}; never null
 */
public record PoolView(
    String id,
    String name,
    List<String> services,
    String username,
    Map<String, String> attributes,
    SizeBody size,
    LeaseTimesBody lease,
    String onRelease,
    RetireBody retire,
    Duration coolDown,
    PasswordBody password,
    boolean draining,
    boolean leaving,
    long version,
    Instant createdAt,
    Map<String, Long> counts) {

  /** Copies the collections. */
  public PoolView {
    services = List.copyOf(services);
    attributes = Map.copyOf(attributes);
    counts = Map.copyOf(counts);
  }

  /** What was said about it: what a PUT would send to change nothing. */
  public PoolBody body() {
    return new PoolBody(
        name,
        services,
        username,
        attributes,
        size,
        lease,
        onRelease,
        retire,
        coolDown,
        password,
        draining);
  }
}
