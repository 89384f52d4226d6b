package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.secret.SealedSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The row a query stands on, read from left to right: the reader must take the columns in the order
 * in which the query names them.
 */
final class Row {

  private final ResultSet results;
  private int column;

  Row(ResultSet results) {
    this.results = results;
  }

  boolean next() throws SQLException {
    column = 0;
    return results.next();
  }

  /** Passes over columns. */
  void skip(int columns) {
    column += columns;
  }

  @Nullable String textOrNull() throws SQLException {
    return results.getString(++column);
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
    return results.getLong(++column);
  }

  int count() throws SQLException {
    return results.getInt(++column);
  }

  boolean flag() throws SQLException {
    return number() != 0;
  }

  Instant time() throws SQLException {
    return Codec.instant(number());
  }

  @Nullable Instant timeOrNull() throws SQLException {
    long micros = number();
    return micros == 0 && results.wasNull() ? null : Codec.instant(micros);
  }

  Duration duration() throws SQLException {
    return Duration.ofNanos(number());
  }

  <E extends Enum<E>> E word(Class<E> words) throws SQLException {
    return Enum.valueOf(words, text());
  }

  SealedSecret secret() throws SQLException {
    return new SealedSecret(results.getBytes(++column));
  }

  Map<String, String> map() throws SQLException {
    return Json.map(text());
  }

  List<String> list() throws SQLException {
    return Json.list(text());
  }
}
