package dev.testaccounts.store.sql;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.secret.SealedSecret;
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
public abstract class Row {

  /** Passes over columns. */
  public abstract void skip(int columns);

  public abstract @Nullable String textOrNull() throws SQLException;

  /** A number; 0 where there is none. */
  public abstract long number() throws SQLException;

  /** Whether the next column holds nothing. Does not pass over it. */
  protected abstract boolean isNull() throws SQLException;

  protected abstract byte @Nullable [] bytes() throws SQLException;

  public final String text() throws SQLException {
    return Objects.requireNonNull(textOrNull());
  }

  public final Id id() throws SQLException {
    return new Id(text());
  }

  public final @Nullable Id idOrNull() throws SQLException {
    String text = textOrNull();
    return text == null ? null : new Id(text);
  }

  public final int count() throws SQLException {
    return Math.toIntExact(number());
  }

  public final boolean flag() throws SQLException {
    return number() != 0;
  }

  public final Instant time() throws SQLException {
    return Codec.instant(number());
  }

  public final @Nullable Instant timeOrNull() throws SQLException {
    boolean none = isNull();
    long micros = number();
    return none ? null : Codec.instant(micros);
  }

  public final @Nullable Duration durationOrNull() throws SQLException {
    boolean none = isNull();
    long nanos = number();
    return none ? null : Duration.ofNanos(nanos);
  }

  public final @Nullable Integer countOrNull() throws SQLException {
    boolean none = isNull();
    int count = count();
    return none ? null : count;
  }

  public final Duration duration() throws SQLException {
    return Duration.ofNanos(number());
  }

  public final <E extends Enum<E>> E word(Class<E> words) throws SQLException {
    return Enum.valueOf(words, text());
  }

  public final SealedSecret secret() throws SQLException {
    return Objects.requireNonNull(secretOrNull());
  }

  public final @Nullable SealedSecret secretOrNull() throws SQLException {
    byte[] bytes = bytes();
    return bytes == null ? null : new SealedSecret(bytes);
  }

  public final Map<String, String> map() throws SQLException {
    return Json.map(text());
  }

  public final List<String> list() throws SQLException {
    return Json.list(text());
  }
}
