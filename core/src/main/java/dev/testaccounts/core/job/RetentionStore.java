package dev.testaccounts.core.job;

import java.time.Instant;

/**
 * Port: forgets what is over for long enough, the oldest first, a bounded number in one commit.
 * Nothing that is live ever goes. Each operation returns how many rows it was about; fewer than
 * {@code limit} means that there is no more for now. Thread-safe.
 */
public interface RetentionStore {

  /**
   * Accounts that were deleted before a time, with their enrollments and leases. Items of jobs keep
   * their names. The names may be used again.
   */
  int forgetTombstones(Instant before, int limit);

  /** Leases that ended before a time. */
  int forgetLeases(Instant before, int limit);

  /** Jobs that were finished before a time: their items first. */
  int forgetJobs(Instant before, int limit);

  /** Events of before a time. */
  int forgetEvents(Instant before, int limit);
}
