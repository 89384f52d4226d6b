package dev.testaccounts.core.account;

/** What is known of an account in one service. */
public enum Observed {
  /**
   * Not there by us, and somebody else may be: its name was given. Nothing is made before the
   * service was asked, so that what stands there now is theirs.
   */
  UNASKED,
  /** Not there: never created, or seen to be gone. */
  ABSENT,
  /** There, created by us. */
  PRESENT,
  /**
   * A call of ours may have taken effect: it must be asked for, or deleted, before anything else.
   */
  UNKNOWN,
  /** Somebody else's account has this name in the service. It is never touched. */
  FOREIGN;

  /** Whether an account of ours stands there, or may. */
  public boolean mayBeOurs() {
    return this == PRESENT || this == UNKNOWN;
  }
}
