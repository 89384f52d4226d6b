package dev.testaccounts.core.lease;

import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.secret.Secret;

/** What came of asking for a lease. */
public sealed interface LeaseResult {

  /**
   * The caller has it.
   *
   * @param password the account's secret: for the caller's eyes only
   */
  record Granted(Lease lease, Pool pool, EnrolledAccount account, Secret password)
      implements LeaseResult {}

  /** Every account of the pool is in use, being cleaned or being made. */
  record NoneFree(Pool pool) implements LeaseResult {}

  /** Not even tried. */
  record Refused(Problem problem) implements LeaseResult {}
}
