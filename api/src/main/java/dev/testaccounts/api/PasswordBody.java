package dev.testaccounts.api;

/**
 * What a pool's passwords look like: {@code Tam1}, the symbol, letters and digits. Immutable.
 *
 * @param length how many characters they have, 16 to 72
 * @param symbol one of {@code _-.!@#$%&*?+=}; empty for letters and digits alone; never null
 */
public record PasswordBody(int length, String symbol) {

  /** What holds where nothing is said. */
  public static final PasswordBody STANDARD = new PasswordBody(31, "_");
}
