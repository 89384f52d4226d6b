package dev.testaccounts.core.secret;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Makes passwords that can be recognised wherever they leak: {@code Tam1_}, 20 random characters of
 * base 62 (119 bits), and 6 characters of CRC-32 over what precedes them. They hold upper and lower
 * case, a digit and a symbol, which the usual password rules ask for.
 *
 * <p>Thread-safe when the generator of random bits is.
 */
public final class Passwords {

  private static final String PREFIX = "Tam1_";
  private static final int RANDOM_CHARACTERS = 20;
  private static final int CHECK_CHARACTERS = 6;
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final Pattern FORM = Pattern.compile("Tam1_[0-9A-Za-z]{20}([0-9A-Za-z]{6})");

  private final RandomGenerator random;

  /**
   * @param random must be fit for secrets ({@link java.security.SecureRandom})
   */
  public Passwords(RandomGenerator random) {
    this.random = random;
  }

  public Secret next() {
    StringBuilder text = new StringBuilder(PREFIX);
    for (int i = 0; i < RANDOM_CHARACTERS; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new Secret(text + check(text.toString()));
  }

  /** Whether a text is a password made here: its form and its check both fit. */
  public static boolean recognises(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        && check(text.substring(0, PREFIX.length() + RANDOM_CHARACTERS)).equals(matcher.group(1));
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
