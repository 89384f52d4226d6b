package dev.testaccounts.core.service;

/** What a connector can do beyond create and delete, which all can. */
public enum Capability {
  /** Tell whether an account is there. */
  EXISTS("exists"),
  /** Make a used account clean in place, with a new password. */
  RESET("reset"),
  /** Sign in as an account. */
  SIGN_IN("login"),
  /** Tell which accounts it has. */
  LIST("list"),
  /** Tell whether it is there and lets us in. */
  CHECK("check");

  private final String word;

  Capability(String word) {
    this.word = word;
  }

  /** What declares it. */
  public String word() {
    return word;
  }
}
