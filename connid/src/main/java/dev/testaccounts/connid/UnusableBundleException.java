package dev.testaccounts.connid;

/** There is no such bundle, or what is there cannot be used; never leaves this room. */
final class UnusableBundleException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String detail;

  UnusableBundleException(String bundle, String reason) {
    super("bundle '" + bundle + "': " + reason);
    this.detail = "bundle '" + bundle + "': " + reason;
  }

  String detail() {
    return detail;
  }
}
