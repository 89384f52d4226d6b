package dev.testaccounts.store.sql;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Ticket;
import dev.testaccounts.core.pool.OnRelease;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Places in the queues as rows. */
public final class TicketRows {

  private static final String COLUMNS =
      "lease_id, project, pool_id, priority, holder, labels, on_release, ttl, asked_at, leaves_at";

  public static final String QUEUE =
      "SELECT "
          + COLUMNS
          + " FROM ticket WHERE pool_id = ? AND leaves_at > ?"
          + " ORDER BY priority DESC, sequence LIMIT ?";

  public static final String ANY = "SELECT 1 FROM ticket WHERE pool_id = ? LIMIT 1";

  private static final String INSERT =
      "INSERT INTO ticket ("
          + COLUMNS
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (lease_id) DO UPDATE"
          + " SET leaves_at = excluded.leaves_at";

  private static final String DELETE = "DELETE FROM ticket WHERE lease_id = ? AND project = ?";

  private TicketRows() {}

  /** Whether anybody waits in a pool. */
  static boolean any(Session session, Id pool) {
    return session.any(ANY, pool);
  }

  /** At the end of its queue; one that is in it already keeps its place. */
  static void insert(Session session, Ticket ticket) {
    Values values =
        Values.of(ticket.lease(), ticket.project(), ticket.pool(), ticket.priority())
            .and(ticket.holder(), ticket.labels(), ticket.onRelease(), ticket.ttl())
            .and(ticket.askedAt(), ticket.leavesAt());
    session.update(INSERT, values.array());
  }

  static int delete(Session session, String project, Id lease) {
    return session.update(DELETE, lease, project);
  }

  /** Whose turn it is. */
  static Optional<Ticket> first(Session session, Id pool, Instant now) {
    return session.first(QUEUE, TicketRows::ticket, pool, now, 1);
  }

  /** Whose turn it is, for this transaction alone: one whom another serves just now is passed. */
  static Optional<Ticket> take(Session session, Id pool, Instant now) {
    String sql = QUEUE + session.dialect().lockTicket();
    return session.first(sql, TicketRows::ticket, pool, now, 1);
  }

  static List<Ticket> list(Session session, Id pool, int limit) {
    return session.list(QUEUE, TicketRows::ticket, pool, Instant.EPOCH, limit);
  }

  private static Ticket ticket(Row row) throws SQLException {
    return new Ticket(
        row.id(),
        row.text(),
        row.id(),
        row.count(),
        row.text(),
        row.map(),
        row.word(OnRelease.class),
        row.duration(),
        row.time(),
        row.time());
  }
}
