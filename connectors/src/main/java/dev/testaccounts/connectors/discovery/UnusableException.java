package dev.testaccounts.connectors.discovery;

/** Ends the reading of a part of a document that cannot be used; never leaves this package. */
final class UnusableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param place where in the document
   * @param reason what was expected there and what there is
   */
  UnusableException(String place, String reason) {
    super(place + ": " + reason);
    this.reason = place + ": " + reason;
  }

  String reason() {
    return reason;
  }
}
