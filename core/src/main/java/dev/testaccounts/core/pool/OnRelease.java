package dev.testaccounts.core.pool;

/** What happens to an account when its lease ends. Stored by name. */
public enum OnRelease {
  /** Made clean in every service and used again. */
  RESET,
  /** Removed from every service. */
  DELETE
}
