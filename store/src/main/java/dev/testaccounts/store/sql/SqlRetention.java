package dev.testaccounts.store.sql;

import dev.testaccounts.core.job.RetentionStore;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import java.time.Instant;
import java.util.List;

/**
 * Forgets what is over. Looks before it asks the writer: mostly there is nothing. What has no index
 * by its end is found by its id, which carries its beginning: nothing ends before it begins.
 */
public final class SqlRetention implements RetentionStore {

  /** The word itself, not a parameter: so its own index is found. */
  public static final String TOMBSTONES =
      """
      SELECT a.id FROM account a WHERE a.state = 'DELETED' AND a.changed_at < ?
      ORDER BY a.changed_at LIMIT ?""";

  public static final String LEASES =
      """
      SELECT id FROM lease WHERE id < ? AND state <> 'ACTIVE' AND ended_at < ?
      ORDER BY id LIMIT ?""";

  public static final String JOBS =
      "SELECT id FROM job WHERE id < ? AND finished_at < ? ORDER BY id LIMIT ?";

  private static final String JOB_ITEMS =
      """
      DELETE FROM job_item WHERE (job_id, idx) IN (
        SELECT job_id, idx FROM job_item WHERE job_id = ? ORDER BY idx LIMIT ?)""";

  /** Their order is that of time: the oldest tell whether there is any to forget. */
  private static final String OLD_EVENTS =
      """
      SELECT sequence FROM (SELECT sequence, at FROM event ORDER BY sequence LIMIT ?) AS oldest
      WHERE oldest.at < ?""";

  private static final String EVENTS = "DELETE FROM event WHERE sequence IN (" + OLD_EVENTS + ")";

  private final Writer writer;
  private final Reading readers;

  SqlRetention(Writer writer, Reading readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public int forgetTombstones(Instant before, int limit) {
    return readers.read(session -> session.any(TOMBSTONES, before, 1))
        ? writer.alone(Needs::nothing, session -> tombstones(session, before, limit))
        : 0;
  }

  private static int tombstones(Session session, Instant before, int limit) {
    Dialect dialect = session.dialect();
    List<Id> ids = session.list(TOMBSTONES + dialect.lockFreely(), Row::id, before, limit);
    String ofThem = " WHERE " + dialect.among("account_id");
    session.update("UPDATE job_item SET account_id = NULL" + ofThem, ids);
    session.update("DELETE FROM lease" + ofThem + " AND state <> 'ACTIVE'", ids);
    session.update("DELETE FROM enrollment" + ofThem, ids);
    return session.update("DELETE FROM account WHERE " + dialect.among("id"), ids);
  }

  @Override
  public int forgetLeases(Instant before, int limit) {
    List<Id> ids = readers.read(session -> begun(session, LEASES, before, limit));
    return ids.isEmpty()
        ? 0
        : writer.alone(
            Needs::nothing,
            session ->
                session.update("DELETE FROM lease WHERE " + session.dialect().among("id"), ids));
  }

  @Override
  public int forgetJobs(Instant before, int limit) {
    List<Id> ids = readers.read(session -> begun(session, JOBS, before, limit));
    return ids.isEmpty() ? 0 : writer.alone(Needs::nothing, session -> jobs(session, ids, limit));
  }

  private static List<Id> begun(Session session, String sql, Instant before, int limit) {
    return session.list(sql, Row::id, Ids.earliest(before), before, limit);
  }

  private static int jobs(Session session, List<Id> ids, int limit) {
    int room = limit;
    for (Id job : ids) {
      room -= session.update(JOB_ITEMS, job, room);
      if (room <= 0) {
        break;
      }
      session.update("DELETE FROM job_row WHERE job_id = ?", job);
      room -= session.update("DELETE FROM job WHERE id = ?", job);
    }
    return limit - room;
  }

  @Override
  public int forgetEvents(Instant before, int limit) {
    return readers.read(session -> session.any(OLD_EVENTS, 1, before))
        ? writer.alone(Needs::nothing, session -> session.update(EVENTS, limit, before))
        : 0;
  }
}
