package dev.testaccounts.connectors.declaration;

/** What a service can be asked to do, by the words that a declaration uses. */
public enum OperationName {
  CREATE("create"),
  DELETE("delete"),
  EXISTS("exists"),
  RESET("reset"),
  SET_PASSWORD("setPassword"),
  LIST("list"),
  LOGIN("login"),
  REVOKE_SESSIONS("revokeSessions"),
  CHECK("check");

  private final String word;

  OperationName(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /** Whether it is about one account, whose variables its request may use. */
  public boolean concernsAccount() {
    return this != LIST && this != CHECK;
  }
}
