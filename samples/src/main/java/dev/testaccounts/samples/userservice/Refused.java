package dev.testaccounts.samples.userservice;

/** A request that is not understood; its message is for the caller. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  Refused(String message) {
    this(400, message);
  }

  Refused(int status, String message) {
    // Bad input is ordinary here: no stack trace to collect.
    super(message, null, false, false);
    this.status = status;
  }

  /** The same words for what a constructor would not take. */
  Refused(IllegalArgumentException wrong) {
    this(String.valueOf(wrong.getMessage()));
  }

  Answer answer() {
    return Answer.error(status, String.valueOf(getMessage()));
  }
}
