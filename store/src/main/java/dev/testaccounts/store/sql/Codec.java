package dev.testaccounts.store.sql;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.secret.SealedSecret;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the domain's values stand in the database: the one place that knows. */
public final class Codec {

  private static final long MICROS = 1_000_000;

  private Codec() {}

  /** The time as it can be kept: whole microseconds. */
  public static Instant kept(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  /** The time as a column holds it. */
  public static long micros(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / 1000);
  }

  /** The time that a column holds. */
  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
  }

  /** The values as the driver binds them. */
  public static @Nullable Object[] bound(@Nullable Object[] values) {
    @Nullable Object[] bound = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      bound[i] = bound(values[i]);
    }
    return bound;
  }

  private static @Nullable Object bound(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case String[] texts -> texts;
      case Id id -> id.value();
      case Enum<?> word -> word.name();
      case Integer number -> number;
      case Long number -> number;
      case Boolean flag -> flag ? 1 : 0;
      case Instant time -> micros(time);
      case Duration duration -> duration.toNanos();
      case SealedSecret secret -> secret.cipherText();
      case List<?> list -> Json.of(list);
      case Map<?, ?> map -> Json.of(words(map));
      default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
    };
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> words(Map<?, ?> map) {
    return (Map<String, String>) map;
  }
}
