package dev.testaccounts.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit trail. Immutable.
 *
 * @param sequence its place in the trail; grows, with gaps
 * @param at when; never null
 * @param actor who asked for it; never null
 * @param kind what happened, such as {@code account-leased}; never null
 * @param account the account's id; null where it concerns none
 * @param lease the lease's id; null where there is none
 * @param job the job's id; null where there is none
 * @param detail further words: reason, service, pool; never null
 */
public record EventView(
    long sequence,
    Instant at,
    String actor,
    String kind,
    @Nullable String account,
    @Nullable String lease,
    @Nullable String job,
    Map<String, String> detail) {

  /** Copies the detail. */
  public EventView {
    detail = Map.copyOf(detail);
  }
}
