package dev.testaccounts.api;

/**
 * The simple API removed all its accounts: the answer of {@code POST /cleanup}.
 *
 * @param status what was done; never null
 */
public record SimpleCleaned(String status) {

  /** The only way to say it. */
  public static final SimpleCleaned ALL = new SimpleCleaned("all test accounts cleaned up");
}
