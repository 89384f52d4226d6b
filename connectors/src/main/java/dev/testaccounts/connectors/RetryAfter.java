package dev.testaccounts.connectors;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or a date in any of its forms; and
 * what many say instead where there were too many requests, which is when their limit is reset.
 */
final class RetryAfter {

  /** No service may hold its callers off for longer. */
  static final Duration LONGEST = Duration.ofHours(1);

  private static final int MOST_DIGITS = 9;

  private static final int TOO_MANY = 429;

  /** Of Okta; of Auth0, GitHub and others; of GitLab, as it was once to be a standard. */
  private static final List<String> RESETS =
      List.of("X-Rate-Limit-Reset", "X-RateLimit-Reset", "RateLimit-Reset");

  /** A greater one is no time from now, but one since 1970. */
  private static final long MOST_SECONDS = 1_000_000_000L;

  /** A greater one is in milliseconds. */
  private static final long MOST_SINCE_1970 = 1_000_000_000_000L;

  private static final int MOST_DIGITS_OF_RESET = 15;

  /** The oldest of the three forms of a date, which the client's own parser does not read. */
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private RetryAfter() {}

  /**
   * How long the service asks to be left alone, at most {@link #LONGEST}; null where it does not.
   *
   * @param header its first value by a header's name; null where there is none
   */
  static @Nullable Duration asked(
      int status, Function<String, @Nullable String> header, Instant now) {
    String after = header.apply("Retry-After");
    if (after != null || status != TOO_MANY) {
      return read(after, now);
    }
    for (String name : RESETS) {
      Duration reset = reset(header.apply(name), now);
      if (reset != null) {
        return reset;
      }
    }
    return null;
  }

  /** How long until a limit is reset; null where the text does not say. */
  private static @Nullable Duration reset(@Nullable String text, Instant now) {
    String said = text == null ? "" : text.strip();
    if (!said.matches("[0-9]+")) {
      return null;
    }
    if (said.length() > MOST_DIGITS_OF_RESET) {
      return LONGEST;
    }
    long number = Long.parseLong(said);
    if (number <= MOST_SECONDS) {
      return atMost(Duration.ofSeconds(number));
    }
    Instant at =
        number > MOST_SINCE_1970 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    return atMost(Duration.between(now, at));
  }

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
