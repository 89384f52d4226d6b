package dev.testaccounts.core.service;

/** What a connector can do beyond create and delete, which all can. */
public enum Capability {
  /** Tell whether an account is there. */
  EXISTS,
  /** Make a used account clean in place, with a new password. */
  RESET
}
