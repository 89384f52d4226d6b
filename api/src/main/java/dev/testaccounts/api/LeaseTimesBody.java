package dev.testaccounts.api;

import java.time.Duration;

/**
 * How long the leases of a pool last.
 *
 * @param ttl a lease whose caller does not say, 1 s to {@code maxTtl}; never null
 * @param maxTtl any lease, 1 s to 30 d; never null
 */
public record LeaseTimesBody(Duration ttl, Duration maxTtl) {

  /** 15 minutes, at most 4 hours: what holds where nothing was said. */
  public static final LeaseTimesBody STANDARD =
      new LeaseTimesBody(Duration.ofMinutes(15), Duration.ofHours(4));
}
