package dev.testaccounts.core.audit;

import dev.testaccounts.core.kernel.Id;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit trail. Never holds a secret.
 *
 * @param project whose trail it is in
 * @param at when, by the server's clock
 * @param actor who asked for it
 * @param kind what happened
 * @param account the account it happened to; null where it concerns none
 * @param lease the lease it belongs to; null where there is none
 * @param job the job it belongs to; null where there is none
 * @param detail further words: reason, service, pool
 */
public record Event(
    String project,
    Instant at,
    String actor,
    Kind kind,
    @Nullable Id account,
    @Nullable Id lease,
    @Nullable Id job,
    Map<String, String> detail) {

  public Event {
    detail = Map.copyOf(detail);
  }

  /** An event about an account alone. */
  public static Event ofAccount(
      String project, Instant at, String actor, Kind kind, Id account, Map<String, String> detail) {
    return new Event(project, at, actor, kind, account, null, null, detail);
  }

  /** Everything that can happen, as nouns of the past. Stored by name: never rename one. */
  public enum Kind {
    SERVICE_REGISTERED,
    SERVICE_CHANGED,
    SERVICE_REMOVED,
    POOL_REGISTERED,
    POOL_CHANGED,
    POOL_REMOVED,
    ACCOUNT_INTENDED,
    ACCOUNT_READY,
    ACCOUNT_CLEANED,
    ACCOUNT_ABANDONED,
    ACCOUNT_CONDEMNED,
    ACCOUNT_DELETED,
    ACCOUNT_QUARANTINED,
    ACCOUNT_RETRIED,
    ACCOUNT_RESET,
    ACCOUNT_HELD,
    ACCOUNT_RELEASED,
    ACCOUNT_RETIRED,
    ACCOUNT_LEASED,
    LEASE_RENEWED,
    LEASE_RELEASED,
    LEASE_EXPIRED,
    LEASE_REVOKED,
    JOB_STARTED,
    JOB_CANCELLED,
    JOB_FINISHED,
    CLEANUP_REQUESTED
  }
}
