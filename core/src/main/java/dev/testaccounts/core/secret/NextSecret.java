package dev.testaccounts.core.secret;

/**
 * The password that an account gets next, where only the store sees by which rule: it looks the
 * account's pool up in the transaction that uses it. Thread-safe.
 */
@FunctionalInterface
public interface NextSecret {

  /** The one by a rule; for another rule it may be another one. */
  SealedSecret by(PasswordRule rule);

  /** One that is the same whatever the rule. */
  static NextSecret of(SealedSecret secret) {
    return rule -> secret;
  }
}
