package dev.testaccounts.api;

/**
 * The simple API made an account: the answer of {@code POST /create}.
 *
 * @param username the account's name; never null
 * @param status {@code created}; never null
 */
public record SimpleCreated(String username, String status) {

  /** For an account of that name. */
  public static SimpleCreated of(String username) {
    return new SimpleCreated(username, "created");
  }
}
