package dev.testaccounts.core.lease;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.pool.OnRelease;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A place in a pool's queue: a request for a lease that waits until an account falls free. The
 * first of the highest priority is served first.
 *
 * @param lease the id that the lease will have
 * @param project whose it is
 * @param pool the pool
 * @param priority 0 to 9; the higher is served first
 * @param holder who asked
 * @param labels what the lease will carry
 * @param onRelease what will happen to the account when the lease ends
 * @param ttl how long the lease will last
 * @param askedAt when it came
 * @param leavesAt when it leaves by itself, because nobody waits any more
 */
public record Ticket(
    Id lease,
    String project,
    Id pool,
    int priority,
    String holder,
    Map<String, String> labels,
    OnRelease onRelease,
    Duration ttl,
    Instant askedAt,
    Instant leavesAt) {

  /** The priority of who says nothing. */
  public static final int USUAL = 5;

  /** The highest priority. */
  public static final int HIGHEST = 9;

  public Ticket {
    labels = Map.copyOf(labels);
  }

  /** The claim that it comes to when its turn has come. */
  public LeaseStore.Claim claim(Instant now) {
    return new LeaseStore.Claim(
        lease, project, pool, null, holder, labels, onRelease, now, now.plus(ttl));
  }
}
