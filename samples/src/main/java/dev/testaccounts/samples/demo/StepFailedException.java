package dev.testaccounts.samples.demo;

/**
 * A step of the demonstration did not hold; the message says what was expected and what was found.
 */
final class StepFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  StepFailedException(String message) {
    super(message);
  }

  /** Requires that something is so. */
  static void require(boolean holds, String expected, Object actual) throws StepFailedException {
    if (!holds) {
      throw new StepFailedException("expected " + expected + ", found " + actual);
    }
  }
}
