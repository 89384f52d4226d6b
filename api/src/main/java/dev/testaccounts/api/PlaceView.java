package dev.testaccounts.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A request that waits for an account. Immutable.
 *
 * @param position 1 for the one who is served next
 * @param estimate how long until it is served, in whole seconds: told from the pool's latest
 *     leases, and no promise; never null
 * @param lease the id that the lease will have; never null
 * @param priority 0 to 9
 * @param holder who waits; never null
 * @param labels what the lease will carry; never null
 * @param askedAt since when it waits; never null
 * @param leavesAt when it leaves the queue if nobody waits for it any more; never null
 */
public record PlaceView(
    int position,
    Duration estimate,
    String lease,
    int priority,
    String holder,
    Map<String, String> labels,
    Instant askedAt,
    Instant leavesAt) {

  /** Copies the labels. */
  public PlaceView {
    labels = Map.copyOf(labels);
  }
}
