package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.secret.SealedSecret;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the domain's values stand in the database: the one place that knows. */
final class Codec {

  private static final long MICROS = 1_000_000;

  private Codec() {}

  /** The time as it can be kept: whole microseconds. */
  static Instant kept(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  static long micros(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / 1000);
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
  }

  static void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
  }

  private static void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setObject(index, null);
      case String text -> statement.setString(index, text);
      case Id id -> statement.setString(index, id.value());
      case Enum<?> word -> statement.setString(index, word.name());
      case Integer number -> statement.setLong(index, number);
      case Long number -> statement.setLong(index, number);
      case Boolean flag -> statement.setLong(index, flag ? 1 : 0);
      case Instant time -> statement.setLong(index, micros(time));
      case Duration duration -> statement.setLong(index, duration.toNanos());
      case SealedSecret secret -> statement.setBytes(index, secret.cipherText());
      case List<?> list -> statement.setString(index, Json.of(list));
      case Map<?, ?> map -> statement.setString(index, Json.of(words(map)));
      default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> words(Map<?, ?> map) {
    return (Map<String, String>) map;
  }
}
