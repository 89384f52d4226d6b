package dev.testaccounts.core.kernel;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identity of a stored thing: 26 characters of lower-case Crockford base 32, time-ordered
 * (ULID).
 *
 * @param value the 26 characters, never null
 */
public record Id(String value) implements Comparable<Id> {

  private static final Pattern FORM = Pattern.compile("[0-7][0-9a-hjkmnp-tv-z]{25}");

  public Id {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("an id has 26 characters of base 32, not '" + value + "'");
    }
  }

  /** Reads an id that came from outside; empty where the text cannot be one. */
  public static Optional<Id> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new Id(text)) : Optional.empty();
  }

  @Override
  public int compareTo(Id other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
