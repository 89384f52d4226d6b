package dev.testaccounts.store.sqlite;

import dev.testaccounts.store.sql.Row;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.Codes;
import org.sqlite.core.DB;

/** A row, read by the driver's core. */
final class SqliteRow extends Row {

  private final DB database;
  private final long statement;
  private int column;

  SqliteRow(DB database, long statement) {
    this.database = database;
    this.statement = statement;
  }

  boolean next() throws SQLException {
    column = 0;
    int answer = database.step(statement);
    if (answer != Codes.SQLITE_ROW && answer != Codes.SQLITE_DONE) {
      throw DB.newSQLException(answer, "while reading");
    }
    return answer == Codes.SQLITE_ROW;
  }

  @Override
  public void skip(int columns) {
    column += columns;
  }

  /** Text is fetched as bytes, which the driver hands over faster; both are UTF-8. */
  @Override
  public @Nullable String textOrNull() throws SQLException {
    byte[] bytes = database.column_blob(statement, column++);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public long number() throws SQLException {
    return database.column_long(statement, column++);
  }

  @Override
  protected boolean isNull() throws SQLException {
    return database.column_type(statement, column) == Codes.SQLITE_NULL;
  }

  @Override
  protected byte @Nullable [] bytes() throws SQLException {
    return database.column_blob(statement, column++);
  }
}
