package dev.testaccounts.client;

import org.jspecify.annotations.Nullable;

/**
 * Which accounts.
 *
 * @param pool the pool's name; null for any
 * @param state where they are in their life; null for any but {@code deleted}
 * @param username the exact name; null for any
 */
public record AccountFilter(
    @Nullable String pool, @Nullable String state, @Nullable String username) {

  /** Every account that exists. */
  public static AccountFilter all() {
    return new AccountFilter(null, null, null);
  }

  /** Every account of a pool that exists. */
  public static AccountFilter inPool(String pool) {
    return new AccountFilter(pool, null, null);
  }
}
