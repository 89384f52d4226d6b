package dev.testaccounts.core.service;

/** What a connector can do beyond create and delete, which all can. */
public enum Capability {
  /** Tell whether an account is there. */
  EXISTS,
  /** Make a used account clean in place, with a new password. */
  RESET,
  /** Sign in as an account. */
  SIGN_IN,
  /** Tell which accounts it has. */
  LIST,
  /** Tell whether it is there and lets us in. */
  CHECK
}
