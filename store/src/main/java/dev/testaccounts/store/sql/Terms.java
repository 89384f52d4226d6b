package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.pool.Rotation;
import dev.testaccounts.core.secret.PasswordRule;

/**
 * What a write must know of an account's pool.
 *
 * @param rotation when its accounts are handed out again, and when no more
 * @param password what the passwords of its accounts look like
 */
public record Terms(Rotation rotation, PasswordRule password) {

  /** What holds of an account without a pool. */
  public static final Terms STANDARD = new Terms(Rotation.endless(), PasswordRule.STANDARD);

  /** Those of an account's pool. */
  static Terms of(Session session, Account account) {
    return account.pool() == null ? STANDARD : session.lookup().terms(account.pool());
  }
}
