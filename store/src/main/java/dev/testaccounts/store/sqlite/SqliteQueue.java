package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.QueueStore;
import dev.testaccounts.core.lease.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The queues of those who wait for an account. */
final class SqliteQueue implements QueueStore {

  private static final String LEAVE = "DELETE FROM ticket WHERE leaves_at <= ?";

  private static final String ANY = "SELECT 1 FROM ticket LIMIT 1";

  private static final String WAITING = "SELECT pool_id, count(*) FROM ticket GROUP BY pool_id";

  private final GroupCommit writer;
  private final Readers readers;
  private final Grants grants;

  SqliteQueue(GroupCommit writer, Readers readers, Grants grants) {
    this.writer = writer;
    this.readers = readers;
    this.grants = grants;
  }

  @Override
  public void enter(Ticket ticket, Instant now) {
    int _ =
        writer.write(
            session -> {
              if (LeaseRows.find(session, ticket.project(), ticket.lease()).isEmpty()) {
                TicketRows.insert(session, ticket);
              }
              return serve(session, ticket.pool(), now);
            });
  }

  /** Leases what is free to those whose turn it is. Returns how many were served. */
  static int serve(Session session, Id pool, Instant now) {
    int served = 0;
    Optional<Ticket> first = TicketRows.first(session, pool, now);
    while (first.isPresent() && LeaseWrites.serve(session, first.get(), now)) {
      served++;
      first = TicketRows.first(session, pool, now);
    }
    return served;
  }

  /** Whoever waits may have been served between its look and now: it looks again soon enough. */
  @Override
  public void await(Id lease, Duration longest) {
    grants.await(lease, longest);
  }

  @Override
  public void leave(String project, Id lease) {
    int _ = writer.write(session -> TicketRows.delete(session, project, lease));
  }

  /** Looks before it asks the writer: mostly nobody waits. */
  @Override
  public int serve(Instant now) {
    boolean any = readers.read(session -> session.any(ANY));
    return any
        ? writer.write(
            session -> {
              session.update(LEAVE, now);
              return waiting(session).keySet().stream()
                  .mapToInt(pool -> serve(session, pool, now))
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
    return readers.read(SqliteQueue::waiting);
  }

  private static Map<Id, Integer> waiting(Session session) {
    Map<Id, Integer> waiting = new HashMap<>();
    session.each(WAITING, row -> waiting.put(row.id(), row.count()));
    return waiting;
  }
}
