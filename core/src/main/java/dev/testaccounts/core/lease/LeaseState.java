package dev.testaccounts.core.lease;

/** Where a lease is in its life. Stored by name. */
public enum LeaseState {
  /** Its holder has the account. */
  ACTIVE,
  /** Its holder gave the account back. */
  RELEASED,
  /** Its time ran out. */
  EXPIRED,
  /** It was taken away: by an operator, or a clean-up. */
  REVOKED
}
