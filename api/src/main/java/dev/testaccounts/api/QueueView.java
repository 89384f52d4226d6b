package dev.testaccounts.api;

import java.time.Duration;
import java.util.List;

/**
 * Those who wait for an account of a pool. Immutable.
 *
 * @param pool the pool's name; never null
 * @param waiting how many accounts are waited for, which may be more than are told
 * @param estimate how long a request of the usual priority would wait that came now, in whole
 *     seconds: told from the pool's latest leases, and no promise; never null
 * @param items the first of them, the first first; never null
 */
public record QueueView(String pool, int waiting, Duration estimate, List<PlaceView> items) {

  /** Copies the items. */
  public QueueView {
    items = List.copyOf(items);
  }
}
