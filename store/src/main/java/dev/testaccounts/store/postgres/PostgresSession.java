package dev.testaccounts.store.postgres;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.store.sql.Census;
import dev.testaccounts.store.sql.Codec;
import dev.testaccounts.store.sql.Dialect;
import dev.testaccounts.store.sql.Session;
import dev.testaccounts.store.sql.Settlements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A borrowed connection. The driver keeps its statements prepared. */
final class PostgresSession implements Session {

  static final Dialect DIALECT = new Dialect.Postgres();

  private final Connection connection;
  private final Pipeline pipeline;
  private final Census census = new Census();
  private final Settlements settlements = new Settlements();
  private final Preloaded lookup = new Preloaded(this);

  PostgresSession(Connection connection) {
    this.connection = connection;
    this.pipeline = new Pipeline(connection);
  }

  @Override
  public int update(String sql, @Nullable Object... values) {
    pipeline.flush();
    return now(sql, values);
  }

  private int now(String sql, @Nullable Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw PostgresFaults.of(e, sql);
    }
  }

  /** Nothing that waits is about a row that is not there yet. */
  @Override
  public boolean add(String sql, @Nullable Object... values) {
    return now(sql, values) == 1;
  }

  @Override
  public void later(Object[] key, String sql, @Nullable Object... values) {
    pipeline.add(key, sql, values);
  }

  @Override
  public void run(String sql) {
    update(sql);
  }

  @Override
  public void each(String sql, Visitor visitor, @Nullable Object... values) {
    pipeline.flush();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet result = statement.executeQuery()) {
        PostgresRow row = new PostgresRow(result);
        while (row.next()) {
          visitor.visit(row);
        }
      }
    } catch (SQLException e) {
      throw PostgresFaults.of(e, sql);
    }
  }

  static void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
    int place = 1;
    for (Object value : Codec.bound(values)) {
      statement.setObject(place++, value);
    }
  }

  /** Writes what waits; the transaction can be committed then. */
  void finish() {
    settlements.write(this);
    census.write(this);
    pipeline.flush();
  }

  /** All servers learn of it, this one too, when the transaction commits. */
  @Override
  public void granted(Id lease) {
    boolean _ = any(GrantListener.NOTIFY, lease);
  }

  @Override
  public Census census() {
    return census;
  }

  @Override
  public Settlements settlements() {
    return settlements;
  }

  @Override
  public Preloaded lookup() {
    return lookup;
  }

  @Override
  public Dialect dialect() {
    return DIALECT;
  }
}
