package dev.testaccounts.store.sql;

import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.audit.EventLog;
import java.sql.SQLException;

/** Events as rows. */
final class Trail {

  static final String COLUMNS =
      "sequence, project, at, actor, kind, account_id, lease_id, job_id, detail";

  private static final String INSERT =
      """
      INSERT INTO event (project, at, actor, kind, account_id, lease_id, job_id, detail)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";

  /** Events of a transaction keep their order: all of them count as one row. */
  private static final Object[] EVENTS = {"event"};

  private Trail() {}

  static void add(Session session, Event event) {
    session.later(
        EVENTS,
        INSERT,
        event.project(),
        event.at(),
        event.actor(),
        event.kind(),
        event.account(),
        event.lease(),
        event.job(),
        event.detail());
  }

  static EventLog.Entry entry(Row row) throws SQLException {
    return new EventLog.Entry(
        row.number(),
        new Event(
            row.text(),
            row.time(),
            row.text(),
            row.word(Event.Kind.class),
            row.idOrNull(),
            row.idOrNull(),
            row.idOrNull(),
            row.map()));
  }
}
