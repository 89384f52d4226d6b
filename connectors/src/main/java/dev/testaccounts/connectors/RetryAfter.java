package dev.testaccounts.connectors;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or a date in any of its forms. */
final class RetryAfter {

  /** No service may hold its callers off for longer. */
  static final Duration LONGEST = Duration.ofHours(1);

  private static final int MOST_DIGITS = 9;

  /** The oldest of the three forms of a date, which the client's own parser does not read. */
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private RetryAfter() {}

  /**
   * How long the service asks to be left alone, at most {@link #LONGEST}; null where the text says
   * neither.
   */
  static @Nullable Duration read(@Nullable String text, Instant now) {
    if (text == null) {
      return null;
    }
    String said = text.strip();
    if (said.matches("[0-9]+")) {
      return said.length() > MOST_DIGITS
          ? LONGEST
          : atMost(Duration.ofSeconds(Long.parseLong(said)));
    }
    Instant date = date(said);
    return date == null ? null : atMost(Duration.between(now, date));
  }

  private static @Nullable Instant date(String text) {
    Instant date = DateUtils.parseStandardDate(text);
    try {
      return date == null ? Instant.from(ASCTIME.parse(text)) : date;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Duration atMost(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }
}
