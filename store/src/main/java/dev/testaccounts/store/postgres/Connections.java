package dev.testaccounts.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.testaccounts.core.kernel.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;

/**
 * Connections to the database, each lent to one caller at a time, first come first served: the pool
 * behind the gate is not fair by itself, and let callers wait for seconds. Thread-safe.
 */
final class Connections implements AutoCloseable {

  /** Does something with a connection. */
  interface Use<T> {
    T with(Connection connection) throws SQLException;
  }

  /** How long a database that does not answer is waited for, in milliseconds. */
  private static final long PATIENCE_MILLIS = 3_000;

  /**
   * Others got on each time, or it was a connection that was cut like all others of the pool: so
   * many in a row do not happen to what can be done.
   */
  private static final int TRIES = 25;

  private final PostgresAddress address;
  private final HikariDataSource source;
  private final Semaphore gate;

  Connections(PostgresAddress address, int most) {
    this.address = address;
    this.source = new HikariDataSource(config(address, most));
    this.gate = new Semaphore(most, true);
  }

  private static HikariConfig config(PostgresAddress address, int most) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("tam-store");
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE_MILLIS);
    // The first use says whether the database is there, in words of ours.
    config.setInitializationFailTimeout(-1);
    // A plan is kept, and what was made while a table was small goes through all of it when it is
    // large, until the next ANALYZE. Whatever is asked often has an index; what has none must not
    // be compiled for the price that this puts on it.
    config.setConnectionInitSql("SET enable_seqscan = off; SET jit = off");
    config.addDataSourceProperty("ApplicationName", "tam");
    config.addDataSourceProperty("connectTimeout", "3");
    config.addDataSourceProperty("loginTimeout", "3");
    config.addDataSourceProperty("socketTimeout", "60");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("assumeMinServerVersion", "14");
    // Every statement of ours comes again and again: prepared at its second use.
    config.addDataSourceProperty("prepareThreshold", "2");
    // What waits to be inserted goes as one statement for many rows.
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return config;
  }

  /** Does something that can be done again, until nothing is in the way. */
  <T> T again(Use<T> use) {
    for (int i = 1; ; i++) {
      try {
        return use(use);
      } catch (InTheWayException e) {
        if (i == TRIES) {
          throw PostgresFaults.lasting(e);
        }
      }
    }
  }

  private <T> T use(Use<T> use) {
    gate.acquireUninterruptibly();
    try (Connection connection = source.getConnection()) {
      return use.with(connection);
    } catch (SQLException e) {
      throw away(e);
    } finally {
      gate.release();
    }
  }

  /** Where the database does not say why, the pool's own words are of no use to anybody. */
  private StoreUnavailableException away(SQLException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new StoreUnavailableException(
        "database " + address + " cannot be reached: " + cause.getMessage(), e);
  }

  @Override
  public void close() {
    source.close();
  }
}
