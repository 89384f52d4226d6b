package dev.testaccounts.core.account;

/**
 * What a worker has claimed.
 *
 * @param account the account as it was when claimed
 * @param before the enrollment as it was before the claim (what was known), but with the claim's
 *     attempt number and end
 */
public record Work(Account account, Enrollment before) {

  /**
   * The work of claiming {@code before} until a time: what was known stays visible to the worker.
   */
  public static Work of(Account account, Enrollment before, Enrollment claimed) {
    return new Work(
        account,
        new Enrollment(
            before.account(),
            before.service(),
            before.rank(),
            before.desired(),
            before.observed(),
            before.stale(),
            before.remoteId(),
            claimed.attempts(),
            true,
            before.failures(),
            claimed.dueAt(),
            before.unsettledUntil(),
            before.lastError()));
  }
}
