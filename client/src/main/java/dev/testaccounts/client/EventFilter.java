package dev.testaccounts.client;

import org.jspecify.annotations.Nullable;

/**
 * Which events.
 *
 * @param account the account's id; null for any
 * @param lease the lease's id; null for any
 * @param job the job's id; null for any
 */
public record EventFilter(@Nullable String account, @Nullable String lease, @Nullable String job) {

  /** Every event. */
  public static EventFilter all() {
    return new EventFilter(null, null, null);
  }
}
