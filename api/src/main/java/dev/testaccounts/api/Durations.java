package dev.testaccounts.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as text, on the wire and in {@code tam.yaml}: a whole number and one unit of {@code ms,
 * s, m, h, d} ("500ms", "20s", "15m", "4h", "2d"). ISO 8601 ("PT15M") is read as well. Never
 * negative, at most {@link #LONGEST}. Stateless.
 */
public final class Durations {

  /** The longest duration that is read: 36,500 days. */
  public static final Duration LONGEST = Duration.ofDays(36_500);

  /** What a message says was expected. */
  public static final String EXPECTED =
      "a duration such as \"500ms\", \"20s\", \"15m\", \"4h\", \"2d\"";

  private static final Pattern FORM = Pattern.compile("([0-9]{1,15})(ms|s|m|h|d)");
  private static final int LONGEST_TEXT = 40;

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @param text what somebody wrote, never null
   * @return the duration; empty where the text is none, is negative or exceeds {@link #LONGEST}
   */
  public static Optional<Duration> parse(String text) {
    Matcher found = FORM.matcher(text);
    Optional<Duration> read = found.matches() ? Optional.of(of(found)) : iso(text);
    return read.filter(duration -> !duration.isNegative() && duration.compareTo(LONGEST) <= 0);
  }

  /**
   * Writes a duration in the largest unit that divides it; what is finer than milliseconds is
   * written as ISO 8601.
   *
   * @param duration not null
   * @return text that {@link #parse} reads as the same duration, where it is within its bounds
   */
  public static String format(Duration duration) {
    if (duration.isNegative() || duration.getNano() % 1_000_000 != 0) {
      return duration.toString();
    }
    if (duration.getNano() != 0) {
      return duration.toMillis() + "ms";
    }
    long seconds = duration.getSeconds();
    if (seconds % 86_400 == 0 && seconds != 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0 && seconds != 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 && seconds != 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static Duration of(Matcher found) {
    long count = Long.parseLong(found.group(1));
    return switch (found.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofSeconds(Math.min(count, Integer.MAX_VALUE * 100L) * 60);
      case "h" -> Duration.ofSeconds(Math.min(count, Integer.MAX_VALUE) * 3_600);
      default -> Duration.ofSeconds(Math.min(count, Integer.MAX_VALUE) * 86_400);
    };
  }

  private static Optional<Duration> iso(String text) {
    if (!text.startsWith("P") || text.length() > LONGEST_TEXT) {
      return Optional.empty();
    }
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
