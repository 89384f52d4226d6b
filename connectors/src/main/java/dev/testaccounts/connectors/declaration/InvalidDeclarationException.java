package dev.testaccounts.connectors.declaration;

/** Ends the reading of a declaration at its first mistake; never leaves this package. */
final class InvalidDeclarationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String detail;

  /**
   * @param path where the mistake is, such as {@code connector.http.create.path}
   * @param reason what was expected and what there is
   */
  InvalidDeclarationException(String path, String reason) {
    super(path + ": " + reason);
    this.detail = path + ": " + reason;
  }

  String detail() {
    return detail;
  }
}
