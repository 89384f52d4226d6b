package dev.testaccounts.core.kernel;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Makes ids: 48 bits of milliseconds, then 80 random bits (the ULID layout), so that ids made later
 * sort later and an index grows at its end.
 *
 * <p>Thread-safe when the generator of random bits is.
 */
public final class Ids {

  private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
  private static final int TIME_CHARACTERS = 10;
  private static final int RANDOM_CHARACTERS = 8;

  private final RandomGenerator random;

  public Ids(RandomGenerator random) {
    this.random = random;
  }

  /** A new id that carries {@code now} to the millisecond. */
  public Id next(Instant now) {
    StringBuilder text = new StringBuilder(26);
    append(text, now.toEpochMilli(), TIME_CHARACTERS);
    append(text, random.nextLong(), RANDOM_CHARACTERS);
    append(text, random.nextLong(), RANDOM_CHARACTERS);
    return new Id(text.toString());
  }

  /** The least of all ids that carry a time: what was made before has a lesser one. */
  public static Id earliest(Instant time) {
    StringBuilder text = new StringBuilder(26);
    append(text, time.toEpochMilli(), TIME_CHARACTERS);
    append(text, 0, RANDOM_CHARACTERS);
    append(text, 0, RANDOM_CHARACTERS);
    return new Id(text.toString());
  }

  private static void append(StringBuilder text, long bits, int characters) {
    for (int shift = (characters - 1) * 5; shift >= 0; shift -= 5) {
      text.append(ALPHABET[(int) ((bits >>> shift) & 31)]);
    }
  }
}
