package dev.testaccounts.testkit.connector;

/** The operations of a service that faults are planted for. */
public enum Remote {
  CREATE,
  DELETE,
  EXISTS,
  RESET,
  LIST,
  SIGN_IN
}
