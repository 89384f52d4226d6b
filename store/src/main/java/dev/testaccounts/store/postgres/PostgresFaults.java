package dev.testaccounts.store.postgres;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/** Tells apart what PostgreSQL says by its SQLSTATE. */
final class PostgresFaults {

  /**
   * Deadlock, serialization, or a row that another replica made between our look and our write:
   * made again, the change sees what the other did. Or the connection was cut, and another one may
   * do.
   */
  private static final Set<String> IN_THE_WAY =
      Set.of("40001", "40P01", "23505", "23503", "08000", "08003", "08006", "57P01", "57P02");

  /** A mistake of ours: data, constraint, syntax. Tried again it would come again. */
  private static final Set<String> OURS = Set.of("22", "23", "42", "0A", "21", "25", "26");

  private PostgresFaults() {}

  /** The fault to throw for an exception that a statement met. */
  static RuntimeException of(SQLException e, String sql) {
    SQLException first = first(e);
    String state = state(first);
    String statement = sql.strip().lines().findFirst().orElse("");
    if (IN_THE_WAY.contains(state)) {
      return new InTheWayException("to be made again: " + statement, first);
    }
    if (state.length() == 5 && OURS.contains(state.substring(0, 2))) {
      return new IllegalStateException("the database refused: " + statement, first);
    }
    return new StoreUnavailableException("the store cannot answer: " + first.getMessage(), first);
  }

  /** A commit that got no answer may have been made: it must not be made again. */
  static RuntimeException ofCommit(SQLException e) {
    return state(e).startsWith("40")
        ? of(e, "COMMIT")
        : new StoreUnavailableException(
            "the store did not say whether it was written: " + e.getMessage(), e);
  }

  /** The fault of a change that was in the way of something each time. */
  static RuntimeException lasting(InTheWayException last) {
    return last.getCause() instanceof SQLException e && state(e).startsWith("23")
        ? new IllegalStateException("the database refused: " + e.getMessage(), last)
        : new StoreUnavailableException("the store cannot answer: " + last.getCause(), last);
  }

  private static String state(SQLException e) {
    return Objects.requireNonNullElse(e.getSQLState(), "");
  }

  /** Of a batch, the exception that says why stands behind the one that says which. */
  private static SQLException first(SQLException e) {
    SQLException next = e.getNextException();
    return next == null ? e : next;
  }
}
