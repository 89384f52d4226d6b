package dev.testaccounts.connid;

import dev.testaccounts.core.service.Reply;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a database says by its SQLSTATE (ISO/IEC 9075-2, section 24.1), whose first two characters
 * are a class. Bundles tell no more of it than that something failed.
 */
final class SqlCodes {

  private static final String UNIQUE = "23505";

  /** MySQL and Oracle tell a key that is taken only by a code of their own, within this. */
  private static final String INTEGRITY = "23000";

  private static final Set<Integer> TAKEN = Set.of(1062, 1);

  private static final String CREDENTIALS = "28";

  /** No connection, rolled back, out of resources, not up yet: nothing was done. */
  private static final Set<String> PASSING =
      Set.of("08001", "08004", "40001", "40P01", "53", "57014", "57P03");

  /** A value or a rule that it breaks, an unknown column, a missing right; no such database. */
  private static final Set<String> REFUSALS = Set.of("22", "23", "42", "3D", "3F");

  private SqlCodes() {}

  /** What a failure means; null where it is no database's, or says nothing certain. */
  static @Nullable Reply reply(Throwable failure) {
    SQLException sql = sql(failure);
    String state = sql == null ? null : sql.getSQLState();
    if (sql == null || state == null || state.length() != 5) {
      return null;
    }
    String kind = state.substring(0, 2);
    if (state.equals(UNIQUE) || (state.equals(INTEGRITY) && TAKEN.contains(sql.getErrorCode()))) {
      return new Reply.Conflict("the name is taken");
    }
    if (kind.equals(CREDENTIALS)) {
      return new Reply.Rejected("our credentials are refused" + shown(state));
    }
    if (PASSING.contains(kind) || PASSING.contains(state)) {
      return new Reply.NotDone("the service cannot do it now" + shown(state), null);
    }
    return REFUSALS.contains(kind) ? new Reply.Rejected("refused" + shown(state)) : null;
  }

  /** The code of a database's failure, to be told; empty where there is none. */
  static String code(Throwable failure) {
    SQLException sql = sql(failure);
    String state = sql == null ? null : sql.getSQLState();
    return state == null || !state.matches("[0-9A-Z]{5}") ? "" : shown(state);
  }

  private static String shown(String state) {
    return " (SQL " + state + ")";
  }

  private static @Nullable SQLException sql(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
