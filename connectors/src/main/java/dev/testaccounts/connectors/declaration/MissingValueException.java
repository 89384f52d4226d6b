package dev.testaccounts.connectors.declaration;

/** A variable that a template may use has no value for this account. */
public final class MissingValueException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String detail;

  MissingValueException(String detail) {
    super(detail);
    this.detail = detail;
  }

  /** What has no value, and where it was wanted. */
  public String detail() {
    return detail;
  }
}
