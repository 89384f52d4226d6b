package dev.testaccounts.core.lease;

import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.secret.Secret;
import java.util.List;

/** What came of asking for a lease. */
public sealed interface LeaseResult {

  /**
   * The caller has it.
   *
   * @param password the account's secret: for the caller's eyes only
   */
  record Granted(Lease lease, Pool pool, EnrolledAccount account, Secret password)
      implements LeaseResult {}

  /**
   * The caller has all that the request asked for.
   *
   * @param leases in the order of the request
   */
  record AllGranted(List<Granted> leases) implements LeaseResult {
    public AllGranted {
      leases = List.copyOf(leases);
    }
  }

  /** Of the accounts that fit, all or too many are in use, being cleaned or not made yet. */
  record NoneFree(Pool pool) implements LeaseResult {}

  /** Not even tried. */
  record Refused(Problem problem) implements LeaseResult {}
}
