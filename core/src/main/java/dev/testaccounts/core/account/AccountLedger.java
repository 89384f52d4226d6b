package dev.testaccounts.core.account;

import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Port: the durable intents and what became of them. Each operation takes a batch and returns when
 * all of it is durable; the answers stand in the order of the batch, and one item's trouble is its
 * own. Thread-safe.
 */
public interface AccountLedger {

  /** Writes intents to create accounts, before anything is created anywhere. */
  List<Intended> intend(List<Intent> batch);

  /** Takes workers' reports. Empty for a report of an older attempt: it changed nothing. */
  List<Optional<Progress>> observe(List<Observation> batch);

  /** Does what people ask of single accounts, as {@link Intervention#of} says. */
  List<Intervention.Reply> intervene(List<Intervention> batch);

  /** Claims enrollments that are due in one service, the longest due first. */
  List<Work> claimDue(DueQuery query);

  /**
   * Ends all claims: for a store that only one process can have, when that process starts. Returns
   * how many there were.
   */
  int reclaimAll(Instant now);

  /**
   * Gives accounts that were made for a caller who never came back to everybody. Returns how many
   * there were.
   */
  int dropReservations(Instant olderThan);

  /**
   * An account to be.
   *
   * @param account as it is to be stored; what the caller will attempt itself stands as claimed
   * @param most how many accounts its pool may have; not looked at where it has no pool
   * @param event what to put on record with it
   */
  record Intent(EnrolledAccount account, int most, Event event) {}

  /** What came of an intent. */
  enum Intended {
    DONE,
    /** The project has, or had, an account of that name: try another. */
    USERNAME_TAKEN,
    /** The pool has as many accounts as it may have. */
    POOL_FULL,
    /** The pool or a service was removed meanwhile. */
    POOL_GONE
  }

  /**
   * What a report led to.
   *
   * @param account the account afterwards
   * @param follow what the worker has claimed next
   */
  record Progress(Account account, List<Work> follow) {}

  /**
   * Which work is wanted.
   *
   * @param service the service to work in
   * @param now what is due by then
   * @param limit how many at most
   * @param claimUntil when the claims run out
   */
  record DueQuery(Id service, Instant now, int limit, Instant claimUntil) {}
}
