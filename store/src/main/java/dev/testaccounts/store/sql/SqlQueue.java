package dev.testaccounts.store.sql;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.QueueStore;
import dev.testaccounts.core.lease.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The queues of those who wait for an account. */
final class SqlQueue implements QueueStore {

  private static final String LEAVE = "DELETE FROM ticket WHERE leaves_at <= ?";

  private static final String ANY = "SELECT 1 FROM ticket LIMIT 1";

  private static final String WAITING =
      "SELECT pool_id, CAST(sum(accounts) AS BIGINT) FROM ticket GROUP BY pool_id";

  private final Writer writer;
  private final Reading readers;
  private final Waiters waiters;

  SqlQueue(Writer writer, Reading readers, Waiters waiters) {
    this.writer = writer;
    this.readers = readers;
    this.waiters = waiters;
  }

  @Override
  public void enter(Ticket ticket, Instant now) {
    int _ =
        writer.write(
            Needs::nothing,
            session -> {
              if (LeaseRows.find(session, ticket.project(), ticket.lease()).isEmpty()) {
                TicketRows.insert(session, ticket);
              }
              return Line.serve(session, ticket.pool(), now);
            });
  }

  /** Whoever waits may have been served between its look and now: it looks again soon enough. */
  @Override
  public void await(Id lease, Duration longest) {
    waiters.await(lease, longest);
  }

  @Override
  public void leave(String project, Id lease) {
    int _ = writer.write(Needs::nothing, session -> TicketRows.delete(session, project, lease));
  }

  /** Looks before it asks the writer: mostly nobody waits. */
  @Override
  public int serve(Instant now) {
    boolean any = readers.read(session -> session.any(ANY));
    return any
        ? writer.alone(
            Needs::nothing,
            session -> {
              session.update(LEAVE, now);
              return waiting(session).keySet().stream()
                  .mapToInt(pool -> Line.serve(session, pool, now))
                  .sum();
            })
        : 0;
  }

  @Override
  public List<Ticket> queue(Id pool, int limit) {
    return readers.read(session -> TicketRows.list(session, pool, limit));
  }

  @Override
  public Map<Id, Integer> waiting() {
    return readers.read(SqlQueue::waiting);
  }

  private static Map<Id, Integer> waiting(Session session) {
    Map<Id, Integer> waiting = new HashMap<>();
    session.each(WAITING, row -> waiting.put(row.id(), row.count()));
    return waiting;
  }
}
