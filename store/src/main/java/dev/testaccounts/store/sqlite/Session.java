package dev.testaccounts.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection with its prepared statements, each prepared once. Turns every {@link SQLException}
 * into the fault that it is. Used by one thread at a time.
 */
final class Session implements AutoCloseable {

  /** Reads one row. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Row row) throws SQLException;
  }

  /** Takes one row after the other. */
  @FunctionalInterface
  interface Visitor {
    void visit(Row row) throws SQLException;
  }

  private static final @Nullable Object[] NOTHING = {};

  private final Connection connection;
  private final Map<String, Prepared> statements = new HashMap<>();
  private final Census census = new Census();
  private final Grants grants = new Grants();

  Session(Connection connection) {
    this.connection = connection;
  }

  /** Which waiting leases this transaction grants. */
  Grants grants() {
    return grants;
  }

  /** What this transaction changes in the pools' census. */
  Census census() {
    return census;
  }

  /** Changes rows. Returns how many. */
  int update(String sql, @Nullable Object... values) {
    try {
      return prepared(sql).update(values);
    } catch (SQLException e) {
      throw failed(e, sql);
    }
  }

  /** Runs a statement that neither counts nor answers. */
  void run(String sql) {
    try {
      prepared(sql).update(NOTHING);
    } catch (SQLException e) {
      throw failed(e, sql);
    }
  }

  void each(String sql, Visitor visitor, @Nullable Object... values) {
    try {
      prepared(sql).each(visitor, values);
    } catch (SQLException e) {
      throw failed(e, sql);
    }
  }

  <T> List<T> list(String sql, Reader<T> reader, @Nullable Object... values) {
    List<T> list = new ArrayList<>();
    each(sql, row -> list.add(reader.read(row)), values);
    return list;
  }

  /** The only row, or none. */
  <T> Optional<T> first(String sql, Reader<T> reader, @Nullable Object... values) {
    List<T> list = list(sql, reader, values);
    return list.isEmpty() ? Optional.empty() : Optional.of(list.getFirst());
  }

  /** Whether there is any such row. */
  boolean any(String sql, @Nullable Object... values) {
    return !list(sql, row -> true, values).isEmpty();
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
