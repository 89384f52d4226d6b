package dev.testaccounts.core.service;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * At most so many calls in a stretch of time, evenly spread over it. Written {@code 50/s}, {@code
 * 600/m} or {@code 1000/h}. Immutable.
 *
 * @param calls 1 to 999,999
 * @param per the stretch
 */
public record Rate(int calls, Per per) {

  /** What a message says was expected. */
  public static final String EXPECTED = "1 to 999999 calls per s, m or h, such as \"50/s\"";

  private static final int MOST_CALLS = 999_999;
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})/([smh])");

  public Rate {
    if (calls < 1 || calls > MOST_CALLS) {
      throw new IllegalArgumentException(
          "calls: expected 1 to " + MOST_CALLS + ", got " + calls + " per " + per);
    }
  }

  /** A stretch of time that calls are counted in. */
  public enum Per {
    SECOND('s', Duration.ofSeconds(1)),
    MINUTE('m', Duration.ofMinutes(1)),
    HOUR('h', Duration.ofHours(1));

    private final char letter;
    private final Duration length;

    Per(char letter, Duration length) {
      this.letter = letter;
      this.length = length;
    }

    private static Per of(char letter) {
      return letter == SECOND.letter ? SECOND : letter == MINUTE.letter ? MINUTE : HOUR;
    }
  }

  /** Reads what {@link #text} writes; empty where the text is no rate. */
  public static Optional<Rate> parse(String text) {
    Matcher found = FORM.matcher(text);
    return found.matches()
        ? Optional.of(new Rate(Integer.parseInt(found.group(1)), Per.of(found.group(2).charAt(0))))
        : Optional.empty();
  }

  public String text() {
    return calls + "/" + per.letter;
  }

  /** From the begin of one call to that of the next. */
  public Duration interval() {
    return per.length.dividedBy(calls);
  }

  /** How many calls may begin within a time; at least one. */
  public long within(Duration time) {
    return Math.max(1, time.dividedBy(interval()));
  }
}
