package dev.testaccounts.store.postgres;

import dev.testaccounts.store.sql.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A row of a result. */
final class PostgresRow extends Row {

  private final ResultSet result;
  private int column;

  PostgresRow(ResultSet result) {
    this.result = result;
  }

  boolean next() throws SQLException {
    column = 1;
    return result.next();
  }

  @Override
  public void skip(int columns) {
    column += columns;
  }

  @Override
  public @Nullable String textOrNull() throws SQLException {
    return result.getString(column++);
  }

  @Override
  public long number() throws SQLException {
    return result.getLong(column++);
  }

  @Override
  protected boolean isNull() throws SQLException {
    return result.getObject(column) == null;
  }

  @Override
  protected byte @Nullable [] bytes() throws SQLException {
    return result.getBytes(column++);
  }
}
