package dev.testaccounts.store.postgres;

import dev.testaccounts.store.sql.Needs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/**
 * Transactions that write: locked, changed, committed; and made again where others are in the way.
 */
final class Transactions {

  private final Connections connections;

  Transactions(Connections connections) {
    this.connections = connections;
  }

  /** Makes changes in one transaction. Returns once they are durable. */
  <T> T write(Needs needs, Function<PostgresSession, T> changes) {
    try {
      return connections.again(connection -> once(connection, needs, changes, false));
    } catch (TooFewAtHandException othersAreAtThem) {
      return connections.again(connection -> once(connection, needs, changes, true));
    }
  }

  private static <T> T once(
      Connection connection, Needs needs, Function<PostgresSession, T> changes, boolean inTurn)
      throws SQLException {
    boolean done = false;
    connection.setAutoCommit(false);
    try {
      PostgresSession session = new PostgresSession(connection);
      Locks.take(session, needs, inTurn);
      T made = changes.apply(session);
      session.finish();
      commit(connection);
      done = true;
      return made;
    } finally {
      if (!done) {
        rollBack(connection);
      }
    }
  }

  private static void commit(Connection connection) {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw PostgresFaults.ofCommit(e);
    }
  }

  /** Where the connection is gone, the database has rolled back by itself. */
  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException gone) {
      // What made us roll back says more.
    }
  }
}
