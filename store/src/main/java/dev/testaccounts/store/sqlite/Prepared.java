package dev.testaccounts.store.sqlite;

import dev.testaccounts.store.sql.Codec;
import dev.testaccounts.store.sql.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * A statement, prepared once and run on the driver's own core. JDBC's way asks SQLite for the name
 * of every column on every query, and for its type on every read: that was half the time of a
 * claim. Used by one thread at a time.
 */
final class Prepared implements AutoCloseable {

  private static final Pattern CHANGES_REMEMBERED =
      Pattern.compile("\\b(?:UPDATE|INTO|DELETE FROM)\\s+(?:account|enrollment|lease)\\b");

  private final PreparedStatement statement;
  private final CoreStatement core;
  private final boolean changesRemembered;

  Prepared(Connection connection, String sql) throws SQLException {
    this.statement = connection.prepareStatement(plannedOnce(sql));
    this.core = (CoreStatement) statement;
    this.changesRemembered = CHANGES_REMEMBERED.matcher(sql).find();
  }

  /**
   * SQLite looks at the value that is bound to a {@code LIMIT} when it plans, and so plans anew
   * each time one is bound, which takes longer than most of our queries do. A sum it does not look
   * at.
   */
  private static String plannedOnce(String sql) {
    return sql.replace("LIMIT ?", "LIMIT ? + 0");
  }

  /** Whether it changes rows of which {@link Remembered} may know. */
  boolean changesRemembered() {
    return changesRemembered;
  }

  /** Changes rows. Returns how many. */
  int update(@Nullable Object[] values) throws SQLException {
    return (int) core.getDatabase().executeUpdate(core, Codec.bound(values));
  }

  /** Gives every row to a visitor. */
  void each(Session.Visitor visitor, @Nullable Object[] values) throws SQLException {
    DB database = core.getDatabase();
    try {
      boolean found = database.execute(core, Codec.bound(values));
      if (found) {
        core.pointer.safeRunConsume((db, pointer) -> visit(new SqliteRow(db, pointer), visitor));
      }
    } finally {
      if (!core.pointer.isClosed()) {
        core.pointer.safeRunInt(DB::reset);
      }
    }
  }

  private static void visit(SqliteRow row, Session.Visitor visitor) throws SQLException {
    do {
      visitor.visit(row);
    } while (row.next());
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
