package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.secret.SealedSecret;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.Codes;
import org.sqlite.core.DB;

/**
 * The row a query stands on, read from left to right: the reader must take the columns in the order
 * in which the query names them.
 */
final class Row {

  private final DB database;
  private final long statement;
  private int column;

  Row(DB database, long statement) {
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

  /** Passes over columns. */
  void skip(int columns) {
    column += columns;
  }

  /** Text is fetched as bytes, which the driver hands over faster; both are UTF-8. */
  @Nullable String textOrNull() throws SQLException {
    byte[] bytes = database.column_blob(statement, column++);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  String text() throws SQLException {
    return Objects.requireNonNull(textOrNull());
  }

  Id id() throws SQLException {
    return new Id(text());
  }

  @Nullable Id idOrNull() throws SQLException {
    String text = textOrNull();
    return text == null ? null : new Id(text);
  }

  long number() throws SQLException {
    return database.column_long(statement, column++);
  }

  int count() throws SQLException {
    return database.column_int(statement, column++);
  }

  boolean flag() throws SQLException {
    return number() != 0;
  }

  Instant time() throws SQLException {
    return Codec.instant(number());
  }

  @Nullable Instant timeOrNull() throws SQLException {
    boolean none = database.column_type(statement, column) == Codes.SQLITE_NULL;
    long micros = number();
    return none ? null : Codec.instant(micros);
  }

  Duration duration() throws SQLException {
    return Duration.ofNanos(number());
  }

  <E extends Enum<E>> E word(Class<E> words) throws SQLException {
    return Enum.valueOf(words, text());
  }

  SealedSecret secret() throws SQLException {
    return new SealedSecret(database.column_blob(statement, column++));
  }

  @Nullable SealedSecret secretOrNull() throws SQLException {
    byte[] bytes = database.column_blob(statement, column++);
    return bytes == null ? null : new SealedSecret(bytes);
  }

  Map<String, String> map() throws SQLException {
    return Json.map(text());
  }

  List<String> list() throws SQLException {
    return Json.list(text());
  }
}
