package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells apart what SQLite says: the world's trouble, or a mistake of ours. */
final class Faults {

  private static final int PRIMARY = 0xff;

  private Faults() {}

  /** The fault to throw for an exception that a statement met. */
  static RuntimeException of(SQLException e, String sql) {
    String statement = sql.strip().lines().findFirst().orElse("");
    if (e instanceof SQLiteException && ours(e.getErrorCode())) {
      return new IllegalStateException("the database refused: " + statement, e);
    }
    return new StoreUnavailableException("the store cannot answer: " + e.getMessage(), e);
  }

  private static boolean ours(int code) {
    int primary = code & PRIMARY;
    return primary == SQLiteErrorCode.SQLITE_CONSTRAINT.code
        || primary == SQLiteErrorCode.SQLITE_ERROR.code
        || primary == SQLiteErrorCode.SQLITE_MISMATCH.code
        || primary == SQLiteErrorCode.SQLITE_MISUSE.code
        || primary == SQLiteErrorCode.SQLITE_RANGE.code
        || primary == SQLiteErrorCode.SQLITE_TOOBIG.code;
  }
}
