package dev.testaccounts.core.account;

/** What should be true of an account in one service. */
public enum Desired {
  PRESENT,
  ABSENT
}
