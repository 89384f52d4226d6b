package dev.testaccounts.core.account;

/** What becomes of an account whose creation fails. */
public enum FailurePolicy {
  /** Tried again with growing pauses, then quarantined: nobody is waiting. */
  RETRY,
  /** Given up at once and removed wherever it got to: its caller has been told that it failed. */
  ABANDON
}
