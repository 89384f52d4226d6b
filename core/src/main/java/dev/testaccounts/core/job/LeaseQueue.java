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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Use cases: lease an account, and wait for one in the pool's queue where none is free. A place in
 * the queue is durable: who asks again with the same lease id after the server died stands where he
 * stood. Thread-safe.
 */
public final class LeaseQueue {

  /** How long a request may wait. */
  public static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  /**
   * How long a place is kept for a caller who lost the server, and comes back: longer than the dead
   * server kept his key.
   */
  private static final Duration GRACE = Duration.ofSeconds(20);

  private static final Duration LOOK = Duration.ofMillis(500);

  private final Leases leases;
  private final QueueStore queue;
  private final Turnover turnover;
  private final Waiting waiting;
  private final InstantSource clock;

  public LeaseQueue(
      Leases leases, QueueStore queue, Turnover turnover, Waiting waiting, InstantSource clock) {
    this.leases = leases;
    this.queue = queue;
    this.turnover = turnover;
    this.waiting = waiting;
    this.clock = clock;
  }

  /**
   * How a caller waits.
   *
   * @param longest how long, at most {@link #LONGEST_WAIT}; zero for not at all
   * @param priority 0 to {@link Ticket#HIGHEST}
   * @param gone whether the caller has gone away meanwhile; asked again and again
   */
  public record Patience(Duration longest, int priority, BooleanSupplier gone) {

    /** Takes what is free now, or nothing. */
    public static Patience none() {
      return new Patience(Duration.ZERO, Ticket.USUAL, () -> false);
    }
  }

  /**
   * A request that waits.
   *
   * @param position 1 for the first
   * @param estimate when it will be served at about, from now on
   */
  public record Place(Ticket ticket, int position, Duration estimate) {}

  /**
   * What a request would find that came now.
   *
   * @param waiting how many accounts are waited for already
   * @param estimate how long it would wait at about
   */
  public record Outlook(int waiting, Duration estimate) {}

  /** Leases what is asked for, or waits for it. */
  public LeaseResult claim(Principal principal, LeaseRequest request, Patience patience) {
    Optional<Problem> problem = problemWith(patience);
    if (problem.isPresent()) {
      return new LeaseResult.Refused(problem.get());
    }
    return switch (leases.terms(principal, request)) {
      case Result.Refused<Leases.Terms>(Problem refused) -> new LeaseResult.Refused(refused);
      case Result.Ok<Leases.Terms>(Leases.Terms terms) ->
          patience.longest().isZero()
              ? leases.claim(principal, terms, null)
              : wait(principal, terms, patience);
    };
  }

  /**
   * What came of a request that was sent before with this lease id, and never answered. Empty where
   * it was not served yet. Who does not wait this time gives the place up that it had.
   */
  public Optional<LeaseResult> again(
      Principal principal, Id lease, LeaseRequest request, Patience patience) {
    if (patience.longest().isZero()) {
      queue.leave(principal.project(), lease);
    }
    return leases.granted(principal, lease, request.wanted().size());
  }

  /**
   * Everybody who waits goes through the queue, even where an account is free: that is one commit,
   * and who comes again with the same lease id cannot be served twice.
   */
  private LeaseResult wait(Principal principal, Leases.Terms terms, Patience patience) {
    Instant now = clock.instant();
    Instant end = now.plus(patience.longest());
    queue.enter(ticket(principal, terms, patience, now), now);
    boolean over =
        waiting.until(
            () -> over(principal, terms.lease(), end, patience.gone()),
            patience.longest().plus(GRACE));
    return grants(principal, terms).orElseGet(() -> inVain(principal, terms, over));
  }

  /** Whether there is nothing more to wait for. Takes its time over it. */
  private boolean over(Principal principal, Id lease, Instant end, BooleanSupplier gone) {
    Duration left = Duration.between(clock.instant(), end);
    if (granted(principal, lease) || !left.isPositive() || gone.getAsBoolean()) {
      return true;
    }
    queue.await(lease, left.compareTo(LOOK) < 0 ? left : LOOK);
    return granted(principal, lease);
  }

  private boolean granted(Principal principal, Id lease) {
    return leases.lease(principal, lease) instanceof Result.Ok;
  }

  /**
   * Where the wait was broken off before its time, the server is stopping: the place is kept for
   * who can come again and say whose it is.
   */
  private LeaseResult inVain(Principal principal, Leases.Terms terms, boolean over) {
    if (!over && terms.request().id() != null) {
      return new LeaseResult.Refused(stopping());
    }
    queue.leave(principal.project(), terms.lease());
    return grants(principal, terms)
        .orElseGet(
            () ->
                over
                    ? new LeaseResult.NoneFree(terms.pool())
                    : new LeaseResult.Refused(stopping()));
  }

  private Optional<LeaseResult> grants(Principal principal, Leases.Terms terms) {
    return leases.granted(principal, terms.lease(), terms.request().wanted().size());
  }

  private static Problem stopping() {
    return new Problem.Unavailable(
        "stopping",
        "the server is stopping; a request with the same Idempotency-Key keeps its place in the"
            + " queue if it comes again within "
            + GRACE.toSeconds()
            + " s");
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
        terms.request().wanted(),
        terms.pool().spec().onRelease(),
        terms.ttl(),
        now,
        now.plus(patience.longest()).plus(GRACE));
  }

  /** A pool's queue, the first first. */
  public List<Place> queue(Pool pool, int limit) {
    List<Ticket> tickets = queue.queue(pool.id(), limit);
    if (tickets.isEmpty()) {
      return List.of();
    }
    Turnover.Pace pace = turnover.of(pool);
    List<Place> places = new ArrayList<>();
    int accounts = 0;
    for (Ticket each : tickets) {
      accounts += each.wanted().size();
      places.add(new Place(each, places.size() + 1, pace.until(accounts)));
    }
    return places;
  }

  /**
   * What a request of the usual priority would find in a pool that has none free.
   *
   * @param accounts how many it wants
   */
  public Outlook outlook(Pool pool, int accounts) {
    int before = queue.waiting().getOrDefault(pool.id(), 0);
    return new Outlook(before, turnover.of(pool).until(before + accounts));
  }

  private static Optional<Problem> problemWith(Patience patience) {
    if (patience.longest().isNegative() || patience.longest().compareTo(LONGEST_WAIT) > 0) {
      return invalid(
          "wait: expected 0 to "
              + LONGEST_WAIT.toSeconds()
              + " seconds, got "
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
