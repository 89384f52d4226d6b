package dev.testaccounts.core.kernel;

import java.util.Optional;

/**
 * The identity of a stored thing: 26 characters of lower-case Crockford base 32, time-ordered
 * (ULID).
 *
 * @param value the 26 characters, never null
 */
public record Id(String value) implements Comparable<Id> {

  private static final int LENGTH = 26;
  private static final boolean[] ALPHABET = new boolean['z' + 1];

  static {
    "0123456789abcdefghjkmnpqrstvwxyz".chars().forEach(letter -> ALPHABET[letter] = true);
  }

  public Id {
    if (!hasForm(value)) {
      throw new IllegalArgumentException("an id has 26 characters of base 32, not '" + value + "'");
    }
  }

  /** Reads an id that came from outside; empty where the text cannot be one. */
  public static Optional<Id> parse(String text) {
    return hasForm(text) ? Optional.of(new Id(text)) : Optional.empty();
  }

  /** Not a regular expression: every row read makes several ids, and it took a quarter of that. */
  private static boolean hasForm(String text) {
    if (text.length() != LENGTH || text.charAt(0) > '7') {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      char letter = text.charAt(i);
      if (letter > 'z' || !ALPHABET[letter]) {
        return false;
      }
    }
    return true;
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
