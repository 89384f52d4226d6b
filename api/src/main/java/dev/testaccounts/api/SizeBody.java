package dev.testaccounts.api;

/**
 * How many accounts a pool has.
 *
 * @param min how many should be free, 0 to {@code max}
 * @param max how many there may be in all, 1 to 10,000,000
 */
public record SizeBody(int min, int max) {

  /** None made ahead, at most 100: what holds where nothing was said. */
  public static final SizeBody STANDARD = new SizeBody(0, 100);
}
