package dev.testaccounts.core.secret;

import java.util.Optional;

/**
 * What a pool's passwords look like, for services that do not take the standard one.
 *
 * @param length how many characters they have
 * @param symbol the one character that is neither a letter nor a digit; empty for none
 */
public record PasswordRule(int length, String symbol) {

  /** What holds where nothing was said. */
  public static final PasswordRule STANDARD = new PasswordRule(31, "_");

  /**
   * What can be foretold takes 10 or 11 characters, so that 5 are left to chance at least: 30 bits
   * (NIST SP 800-63B, section 5.1.1.1, asks of random ones for 6 digits, 20 bits).
   */
  public static final int SHORTEST = 16;

  /** Of longer ones bcrypt would not see the end. */
  public static final int LONGEST = 72;

  /** What password rules usually call special characters. */
  static final String SYMBOLS = "_-.!@#$%&*?+=";

  /** What is wrong with it; empty where nothing is. */
  public Optional<String> problem() {
    if (length < SHORTEST || length > LONGEST) {
      return Optional.of(
          "password.length: expected %d to %d, got %d".formatted(SHORTEST, LONGEST, length));
    }
    boolean known = symbol.isEmpty() || (symbol.length() == 1 && SYMBOLS.contains(symbol));
    return known
        ? Optional.empty()
        : Optional.of(
            "password.symbol: expected one of %s or none, got '%s'".formatted(SYMBOLS, symbol));
  }
}
