package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.AccountFilter;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import dev.testaccounts.core.lease.Ticket;
import dev.testaccounts.core.lease.Wanted;
import dev.testaccounts.store.sql.TicketRows.Queued;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pool's queue, served in its order within the writer's transaction, by what is at hand. Where
 * nobody waits it is one query. Used by one thread, once.
 */
final class Line {

  private static final int MANY = 32;

  private final Session session;
  private final Id pool;
  private final Instant now;

  /** Fewer are left after each look: what could not be had before cannot be had now. */
  private final Set<List<AccountFilter>> inVain = new HashSet<>();

  private int served;
  private boolean stopped;

  private Line(Session session, Id pool, Instant now) {
    this.session = session;
    this.pool = pool;
    this.now = now;
  }

  /** Leases what is free to those whose turn it is. Returns how many were served. */
  static int serve(Session session, Id pool, Instant now) {
    if (!session.lookup().awaited(pool)) {
      return 0;
    }
    Line line = new Line(session, pool, now);
    line.serve();
    return line.served;
  }

  /**
   * What those who wait leave to claims of who does not: nothing where one stops the line. First of
   * what was kept for these claims, so that they miss nothing that others are at just now.
   */
  static Optional<List<EnrolledAccount>> leaves(Session session, List<Claim> group) {
    Line line = new Line(session, group.getFirst().pool(), group.getFirst().now());
    line.serve();
    return line.stopped
        ? Optional.empty()
        : LeaseWrites.allot(group, each -> session.lookup().free(each, group.size()))
            .or(() -> line.allot(group));
  }

  /** One after the other, while each is served; many at once, where they are only passed over. */
  private void serve() {
    @Nullable Queued last = null;
    boolean more = true;
    while (more) {
      List<Queued> next = TicketRows.after(session, pool, now, last, inVain.isEmpty() ? 1 : MANY);
      more = !next.isEmpty() && next.stream().allMatch(each -> goesOn(each.ticket()));
      last = next.isEmpty() ? last : next.getLast();
    }
  }

  /** Serves one, if it can be. Returns whether somebody behind may be served then. */
  private boolean goesOn(Ticket ticket) {
    List<AccountFilter> wish = ticket.wanted().stream().map(Wanted::filter).toList();
    if (inVain.contains(wish)) {
      return true;
    }
    List<Claim> claims = ticket.claims(now);
    Optional<List<EnrolledAccount>> picked = allot(claims);
    if (picked.isPresent()) {
      grant(ticket, claims, picked.get());
      return true;
    }
    inVain.add(wish);
    stopped = ticket.stopsTheLine();
    return !stopped && anyLeft(claims.getFirst());
  }

  /**
   * The accounts first, then the ticket: whoever has none in hand keeps no ticket from others. One
   * whom another serves just now is passed.
   */
  private void grant(Ticket ticket, List<Claim> claims, List<EnrolledAccount> accounts) {
    if (!TicketRows.lock(session, ticket)) {
      return;
    }
    TicketRows.delete(session, ticket.project(), ticket.lease());
    served++;
    // Whoever came again in the moment of the grant stands in the queue once more.
    if (LeaseRows.find(session, ticket.project(), ticket.lease()).isEmpty()) {
      LeaseWrites.grantAll(session, claims, accounts);
      session.granted(ticket.lease());
    }
  }

  private Optional<List<EnrolledAccount>> allot(List<Claim> group) {
    return LeaseWrites.allot(group, each -> session.lookup().atHand(each, group.size()));
  }

  private boolean anyLeft(Claim claim) {
    return !session.lookup().atHand(claim.forAny(), 1).isEmpty();
  }
}
