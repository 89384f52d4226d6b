package dev.testaccounts.core.job;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.lease.LeaseRequest;
import dev.testaccounts.core.lease.LeaseResult;
import dev.testaccounts.core.lease.Leases;
import dev.testaccounts.core.lease.QueueStore;
import dev.testaccounts.core.lease.Ticket;
import dev.testaccounts.core.pool.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Use cases: lease an account, and wait for one in the pool's queue where none is free. A place in
 * the queue is durable: who asks again with the same lease id after the server died stands where he
 * stood. Thread-safe.
 */
public final class LeaseQueue {

  /** How long a request may wait. */
  public static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  /** How long a place is kept for a caller who lost the server, and comes back. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(500);

  private final Leases leases;
  private final QueueStore queue;
  private final Waiting waiting;
  private final InstantSource clock;

  public LeaseQueue(Leases leases, QueueStore queue, Waiting waiting, InstantSource clock) {
    this.leases = leases;
    this.queue = queue;
    this.waiting = waiting;
    this.clock = clock;
  }

  /**
   * How a caller waits.
   *
   * @param longest how long, at most {@link #LONGEST_WAIT}
   * @param priority 0 to {@link Ticket#HIGHEST}
   */
  public record Patience(Duration longest, int priority) {}

  /** Leases an account, or waits for one. */
  public LeaseResult claim(Principal principal, LeaseRequest request, Patience patience) {
    Optional<Problem> problem = problemWith(patience);
    if (problem.isPresent()) {
      return new LeaseResult.Refused(problem.get());
    }
    return switch (leases.terms(principal, request)) {
      case Result.Refused<Leases.Terms>(Problem refused) -> new LeaseResult.Refused(refused);
      case Result.Ok<Leases.Terms>(Leases.Terms terms) -> {
        LeaseResult at = leases.claim(principal, terms, null);
        yield at instanceof LeaseResult.NoneFree ? wait(principal, terms, patience) : at;
      }
    };
  }

  private LeaseResult wait(Principal principal, Leases.Terms terms, Patience patience) {
    Instant now = clock.instant();
    Id lease = terms.lease();
    queue.enter(ticket(principal, terms, patience, now), now);
    waiting.until(() -> granted(principal, lease), patience.longest());
    queue.leave(principal.project(), lease);
    return leases.granted(principal, lease).orElseGet(() -> new LeaseResult.NoneFree(terms.pool()));
  }

  private boolean granted(Principal principal, Id lease) {
    if (leases.lease(principal, lease) instanceof Result.Ok) {
      return true;
    }
    queue.await(lease, LOOK);
    return leases.lease(principal, lease) instanceof Result.Ok;
  }

  private static Ticket ticket(
      Principal principal, Leases.Terms terms, Patience patience, Instant now) {
    return new Ticket(
        terms.lease(),
        principal.project(),
        terms.pool().id(),
        patience.priority(),
        principal.name(),
        terms.request().labels(),
        terms.pool().spec().onRelease(),
        terms.ttl(),
        now,
        now.plus(patience.longest()).plus(GRACE));
  }

  /** A pool's queue, the first first. */
  public List<Ticket> queue(Pool pool, int limit) {
    return queue.queue(pool.id(), limit);
  }

  private static Optional<Problem> problemWith(Patience patience) {
    if (patience.longest().isNegative() || patience.longest().compareTo(LONGEST_WAIT) > 0) {
      return invalid(
          "Prefer: expected wait=0 to wait="
              + LONGEST_WAIT.toSeconds()
              + ", got wait="
              + patience.longest().toSeconds());
    }
    return patience.priority() < 0 || patience.priority() > Ticket.HIGHEST
        ? invalid("priority: expected 0 to " + Ticket.HIGHEST + ", got " + patience.priority())
        : Optional.empty();
  }

  private static Optional<Problem> invalid(String detail) {
    return Optional.of(new Problem.Invalid("invalid-request", detail));
  }
}
