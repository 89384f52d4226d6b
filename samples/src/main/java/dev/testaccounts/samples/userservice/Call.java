package dev.testaccounts.samples.userservice;

/** The public calls that act on one username. */
public enum Call {
  /** {@code POST /create_account}. */
  CREATE,
  /** {@code DELETE /delete_account/{username}}. */
  DELETE,
  /** {@code POST /login}. */
  LOGIN
}
