package dev.testaccounts.api;

/**
 * The simple API did not do what it was asked.
 *
 * @param error why; never null
 */
public record SimpleError(String error) {

  /** What is said when a service did not make the account. */
  public static final SimpleError NOT_CREATED = new SimpleError("Failed to create account");
}
