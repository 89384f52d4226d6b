package dev.testaccounts.store.sql;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one row that differ. On SQLite a column that is not named costs nothing: neither
 * its indexes nor its foreign key are looked at. (With its foreign key named in every UPDATE, an
 * account's took three times as long.) The few texts that come of it are each prepared once.
 * PostgreSQL compares by itself, and has a round trip for each text: there all are named, where any
 * differs. Used by one thread.
 */
final class Changes {

  /** For nearly all of them, so that the text need not grow. */
  private static final int LONG_ENOUGH = 160;

  private final boolean all;
  private final StringBuilder text;
  private final Values values = new Values();
  private boolean any;

  Changes(Session session, String table) {
    this.all = session.dialect().wholeRows();
    this.text = new StringBuilder(LONG_ENOUGH).append("UPDATE ").append(table).append(" SET ");
  }

  Changes set(String column, @Nullable Object before, @Nullable Object after) {
    boolean differs = !Objects.equals(before, after);
    any = any || differs;
    if (all || differs) {
      text.append(values.isEmpty() ? "" : ", ").append(column).append(" = ?");
      values.and(after);
    }
    return this;
  }

  /** Writes the row, where anything differs. */
  void write(Session session, String key, Object... keys) {
    if (any) {
      session.later(keys, text.append(" WHERE ").append(key).toString(), values.and(keys).array());
    }
  }
}
