package dev.testaccounts.core.secret;

/**
 * A secret in clear. It prints as {@code ***}; only {@link #reveal()} gives it up, so that every
 * use can be found.
 */
public final class Secret {

  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /** The secret itself: for the lease's holder and the target service, for nothing else. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
