package dev.testaccounts.connectors;

/**
 * Says which service, and which of its operations, something is about. Immutable.
 *
 * @param service its name
 */
record Voice(String service) {

  private static final String BEGIN = "service '";

  /** What says so by itself already, such as a sign-on that came before, is left as it is. */
  String said(String operation, String what) {
    return what.startsWith(BEGIN) ? what : BEGIN + service + "': " + operation + ": " + what;
  }
}
