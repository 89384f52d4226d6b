package dev.testaccounts.core.secret;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Makes passwords that can be recognised wherever they leak: {@code Tam1}, a symbol, random
 * characters of base 62, and 6 characters of CRC-32 over what precedes them. They hold upper and
 * lower case, a digit and a symbol, which the usual password rules ask for. The standard ones have
 * 20 random characters (119 bits).
 *
 * <p>Thread-safe when the generator of random bits is.
 */
public final class Passwords {

  private static final String PREFIX = "Tam1";
  private static final int CHECK_CHARACTERS = 6;
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final Pattern FORM =
      Pattern.compile(
          "(?<checked>Tam1[%s]?[0-9A-Za-z]{5,})(?<check>[0-9A-Za-z]{6})"
              .formatted(Pattern.quote(PasswordRule.SYMBOLS)));

  private final RandomGenerator random;

  /**
   * @param random must be fit for secrets ({@link java.security.SecureRandom})
   */
  public Passwords(RandomGenerator random) {
    this.random = random;
  }

  /** A password by a rule that has no problem. */
  public Secret next(PasswordRule rule) {
    StringBuilder text = new StringBuilder(PREFIX).append(rule.symbol());
    while (text.length() < rule.length() - CHECK_CHARACTERS) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new Secret(text + check(text.toString()));
  }

  /** Whether a text is a password made here: its form and its check both fit. */
  public static boolean recognises(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches() && check(matcher.group("checked")).equals(matcher.group("check"));
  }

  private static String check(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    long rest = crc.getValue();
    StringBuilder check = new StringBuilder(CHECK_CHARACTERS);
    for (int i = 0; i < CHECK_CHARACTERS; i++) {
      check.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
      rest /= ALPHABET.length();
    }
    return check.toString();
  }
}
