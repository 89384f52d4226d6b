package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.store.sql.Census;
import dev.testaccounts.store.sql.Dialect;
import dev.testaccounts.store.sql.Lookup;
import dev.testaccounts.store.sql.QueryLookup;
import dev.testaccounts.store.sql.Row;
import dev.testaccounts.store.sql.Session;
import dev.testaccounts.store.sql.Settlements;
import dev.testaccounts.store.sql.Waiters;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection with its prepared statements, each prepared once. Turns every {@link SQLException}
 * into the fault that it is. Used by one thread at a time.
 */
final class SqliteSession implements Session, AutoCloseable {

  static final Dialect DIALECT = new Dialect.Sqlite();

  private static final @Nullable Object[] NOTHING = {};

  private final Connection connection;
  private final Map<String, Prepared> statements = new HashMap<>();
  private final Census census = new Census();
  private final Settlements settlements = new Settlements();
  private final List<Id> granted = new ArrayList<>();
  private final Waiters waiters = new Waiters();
  private final Remembered remembered = new Remembered();
  private @Nullable Lookup lookup;
  private long rowsWritten;

  SqliteSession(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Census census() {
    return census;
  }

  @Override
  public Settlements settlements() {
    return settlements;
  }

  /** Within a transaction it remembers what it was asked; outside of one everything may change. */
  @Override
  public Lookup lookup() {
    return lookup == null ? new QueryLookup(this) : lookup;
  }

  @Override
  public Dialect dialect() {
    return DIALECT;
  }

  @Override
  public void granted(Id lease) {
    granted.add(lease);
  }

  /** Begins a transaction. */
  void begin() {
    run("BEGIN IMMEDIATE");
    remembered.begin(first("PRAGMA data_version", Row::number).orElseThrow());
    lookup = new WriterLookup(this, remembered);
  }

  /** Makes the transaction durable, and wakes those who wait for what it granted. */
  void commit() {
    settlements.write(this);
    census.write(this);
    run("COMMIT");
    lookup = null;
    granted.forEach(waiters::wake);
    granted.clear();
  }

  /** Undoes the transaction: nothing was counted, and nothing granted. */
  void rollBack() {
    settlements.forget();
    census.forget();
    granted.clear();
    remembered.forget();
    lookup = null;
    run("ROLLBACK");
  }

  /** How many rows were changed so far. */
  long rowsWritten() {
    return rowsWritten;
  }

  /** Who waits for what transactions of this session grant. */
  Waiters waiters() {
    return waiters;
  }

  @Override
  public boolean add(String sql, @Nullable Object... values) {
    return update(sql, values) == 1;
  }

  /**
   * Nothing is gained by waiting: the database is in this process. Whoever changes an account or a
   * lease in this way tells {@link #lookup()} which.
   */
  @Override
  public void later(Object[] key, String sql, @Nullable Object... values) {
    try {
      rowsWritten += prepared(sql).update(values);
    } catch (SQLException e) {
      throw failed(e, sql);
    }
  }

  @Override
  public int update(String sql, @Nullable Object... values) {
    try {
      int rows = unforeseen(sql).update(values);
      rowsWritten += rows;
      return rows;
    } catch (SQLException e) {
      throw failed(e, sql);
    }
  }

  @Override
  public void run(String sql) {
    try {
      unforeseen(sql).update(NOTHING);
    } catch (SQLException e) {
      throw failed(e, sql);
    }
  }

  @Override
  public void each(String sql, Visitor visitor, @Nullable Object... values) {
    try {
      unforeseen(sql).each(visitor, values);
    } catch (SQLException e) {
      throw failed(e, sql);
    }
  }

  /** The driver has finalised a statement that met an error: it must not be used again. */
  private RuntimeException failed(SQLException e, String sql) {
    Prepared unusable = statements.remove(sql);
    try {
      if (unusable != null) {
        unusable.close();
      }
    } catch (SQLException closing) {
      e.addSuppressed(closing);
    }
    return Faults.of(e, sql);
  }

  /** A statement of which nobody says what it changes. */
  private Prepared unforeseen(String sql) throws SQLException {
    Prepared statement = prepared(sql);
    if (statement.changesRemembered()) {
      remembered.forget();
    }
    return statement;
  }

  private Prepared prepared(String sql) throws SQLException {
    Prepared statement = statements.get(sql);
    if (statement == null) {
      statement = new Prepared(connection, sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  @Override
  public void close() {
    try {
      for (Prepared statement : statements.values()) {
        statement.close();
      }
      connection.close();
    } catch (SQLException e) {
      throw Faults.of(e, "close");
    }
  }
}
