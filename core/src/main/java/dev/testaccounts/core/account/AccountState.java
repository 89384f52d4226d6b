package dev.testaccounts.core.account;

/**
 * Where an account is in its life: {@code pending → free → leased → cleaning → free}; {@code →
 * deleting → deleted}; {@code → quarantined}. Stored by name: never rename one.
 */
public enum AccountState {
  /** Intended; not yet in every service. */
  PENDING,
  /** In every service, clean, nobody's. */
  FREE,
  /** Somebody's, until its lease ends. */
  LEASED,
  /** Its lease ended; being made clean in every service. */
  CLEANING,
  /** To be removed from every service. */
  DELETING,
  /** Removed from every service; kept as a tombstone. */
  DELETED,
  /** Given up for good, with a reason; waits for an operator's retry or delete. */
  QUARANTINED,
  /** Kept by an operator or a failed test for a look. */
  HELD;

  /** Whether the account still counts: everything but a tombstone. */
  public boolean exists() {
    return this != DELETED;
  }
}
