package dev.testaccounts.samples.userservice;

/** What a call did to the accounts, whatever its caller was told. */
public enum Outcome {
  /** The account did not exist and now does. */
  CREATED,
  /** The account existed already and is unchanged. */
  CONFLICT,
  /** The account existed and is gone. */
  DELETED,
  /** There was no account to delete. */
  ABSENT,
  /** The password was right. */
  SIGNED_IN,
  /** There is no such account, or the password was wrong. */
  REFUSED,
  /** A fault kept the call from doing anything. */
  NONE
}
