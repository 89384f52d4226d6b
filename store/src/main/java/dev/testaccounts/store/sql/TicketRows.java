package dev.testaccounts.store.sql;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Ticket;
import dev.testaccounts.core.pool.OnRelease;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Places in the queues as rows. */
public final class TicketRows {

  private static final String COLUMNS =
      "lease_id, project, pool_id, priority, holder, labels, wanted, on_release, ttl, asked_at,"
          + " leaves_at";

  private static final String QUEUE =
      "SELECT "
          + COLUMNS
          + ", sequence FROM ticket WHERE pool_id = ? AND leaves_at > ?"
          + " AND (priority < ? OR priority = ? AND sequence > ?)"
          + " ORDER BY priority DESC, sequence LIMIT ?";

  private static final String LOCK = "SELECT 1 FROM ticket WHERE lease_id = ? LIMIT 1";

  public static final String ANY = "SELECT 1 FROM ticket WHERE pool_id = ? LIMIT 1";

  private static final String INSERT =
      "INSERT INTO ticket ("
          + COLUMNS
          + ", accounts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (lease_id) DO UPDATE"
          + " SET leaves_at = excluded.leaves_at";

  private static final String DELETE = "DELETE FROM ticket WHERE lease_id = ? AND project = ?";

  private TicketRows() {}

  /** Whether anybody waits in a pool. */
  public static boolean any(Session session, Id pool) {
    return session.any(ANY, pool);
  }

  /** At the end of its queue; one that is in it already keeps its place. */
  static void insert(Session session, Ticket ticket) {
    Values values =
        Values.of(ticket.lease(), ticket.project(), ticket.pool(), ticket.priority())
            .and(ticket.holder(), ticket.labels(), WantedText.of(ticket.wanted()))
            .and(ticket.onRelease(), ticket.ttl(), ticket.askedAt(), ticket.leavesAt())
            .and(ticket.wanted().size());
    session.update(INSERT, values.array());
    session.lookup().queued(ticket.pool());
  }

  static int delete(Session session, String project, Id lease) {
    return session.update(DELETE, lease, project);
  }

  /** A ticket with its place in the order of arrival. */
  record Queued(Ticket ticket, long sequence) {}

  /** Those behind another one, or from the first on, the first first. */
  static List<Queued> after(
      Session session, Id pool, Instant now, @Nullable Queued last, int limit) {
    int priority = last == null ? Ticket.HIGHEST + 1 : last.ticket().priority();
    long sequence = last == null ? 0 : last.sequence();
    return session.list(QUEUE, TicketRows::queued, pool, now, priority, priority, sequence, limit);
  }

  /** For this transaction alone. False where another serves it just now, or it is gone. */
  static boolean lock(Session session, Ticket ticket) {
    return session.any(LOCK + session.dialect().lockTicket(), ticket.lease());
  }

  static List<Ticket> list(Session session, Id pool, int limit) {
    return after(session, pool, Instant.EPOCH, null, limit).stream().map(Queued::ticket).toList();
  }

  private static Queued queued(Row row) throws SQLException {
    return new Queued(ticket(row), row.number());
  }

  private static Ticket ticket(Row row) throws SQLException {
    return new Ticket(
        row.id(),
        row.text(),
        row.id(),
        row.count(),
        row.text(),
        row.map(),
        WantedText.read(row.list()),
        row.word(OnRelease.class),
        row.duration(),
        row.time(),
        row.time());
  }
}
