package dev.testaccounts.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.store.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Holds a lock, such as an account's, so that a change waits there while something else happens.
 */
final class Wall implements AutoCloseable {

  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
          + " AND wait_event_type = 'Lock'";

  private final Connection holder;
  private final Connection watch;

  private Wall(Connection holder, Connection watch) {
    this.holder = holder;
    this.watch = watch;
  }

  static Wall before(String database) throws SQLException {
    PostgresAddress address = PostgresAddress.parse(database);
    return new Wall(address.connect(), address.connect());
  }

  void standAt(Id account) throws SQLException {
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      statement.execute("SELECT 1 FROM account WHERE id = '" + account.value() + "' FOR UPDATE");
    }
  }

  /** Where deletions are counted. */
  void standAtDeletions() throws SQLException {
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      statement.execute(new Dialect.Postgres().lockDeletions());
    }
  }

  /** Whether nobody has locked an account. */
  boolean isFree(Id account) throws SQLException {
    try (Statement statement = watch.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT 1 FROM account WHERE id = '"
                    + account.value()
                    + "' FOR UPDATE SKIP LOCKED")) {
      return found.next();
    }
  }

  /** Outside of any transaction, within which the database would go on saying the same. */
  void awaitOneThatWaits() throws SQLException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    int waiting = 0;
    while (waiting == 0) {
      assertThat(System.nanoTime()).as("nobody ever waited").isLessThan(end);
      try (Statement statement = watch.createStatement();
          ResultSet result = statement.executeQuery(WAITING)) {
        result.next();
        waiting = result.getInt(1);
      }
    }
  }

  void giveWay() throws SQLException {
    holder.rollback();
  }

  @Override
  public void close() throws SQLException {
    holder.close();
    watch.close();
  }
}
