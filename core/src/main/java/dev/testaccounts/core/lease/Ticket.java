package dev.testaccounts.core.lease;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.pool.OnRelease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A place in a pool's queue: a request for leases that waits until accounts fall free. The first of
 * the highest priority is served first.
 *
 * @param lease the id that the lease will have, the first of several
 * @param project whose it is
 * @param pool the pool
 * @param priority 0 to 9; the higher is served first
 * @param holder who asked
 * @param labels what each lease will carry, besides its role
 * @param wanted the accounts that it waits for: all of them, or none
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
    List<Wanted> wanted,
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
    wanted = List.copyOf(wanted);
  }

  /** A place of who waits for one account, whichever it is. */
  public Ticket(
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
    this(
        lease,
        project,
        pool,
        priority,
        holder,
        labels,
        List.of(Wanted.ANY),
        onRelease,
        ttl,
        askedAt,
        leavesAt);
  }

  /** The same place for other accounts. */
  public Ticket with(List<Wanted> other) {
    return new Ticket(
        lease, project, pool, priority, holder, labels, other, onRelease, ttl, askedAt, leavesAt);
  }

  /**
   * Whether nobody behind it is served before it. Who takes any account stops the line while there
   * are too few, and so is never starved by those who want fewer. Who wants certain ones only is
   * passed over: there may be none of them for long.
   */
  public boolean stopsTheLine() {
    return wanted.stream().allMatch(each -> each.filter().isNone());
  }

  /** The claims that it comes to when its turn has come. */
  public List<LeaseStore.Claim> claims(Instant now) {
    return IntStream.range(0, wanted.size()).mapToObj(i -> claim(i, now)).toList();
  }

  private LeaseStore.Claim claim(int place, Instant now) {
    Wanted account = wanted.get(place);
    return new LeaseStore.Claim(
        lease.plus(place),
        project,
        pool,
        null,
        account.filter(),
        holder,
        account.labels(labels),
        onRelease,
        now,
        now.plus(ttl));
  }
}
