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
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int BITS = 5;
  private static final boolean[] ALPHABET = new boolean['z' + 1];

  static {
    LETTERS.chars().forEach(letter -> ALPHABET[letter] = true);
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

  /**
   * The id that comes so many after this one: whoever knows the first id of several things that
   * were made together knows them all.
   *
   * @throws IllegalArgumentException where there are not so many after it
   */
  public Id plus(int count) {
    char[] letters = value.toCharArray();
    int carry = count;
    for (int i = LENGTH - 1; carry != 0; i--) {
      int sum = LETTERS.indexOf(letters[i]) + carry;
      letters[i] = LETTERS.charAt(sum & (LETTERS.length() - 1));
      carry = sum >>> BITS;
    }
    return new Id(new String(letters));
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
