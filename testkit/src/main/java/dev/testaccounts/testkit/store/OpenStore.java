package dev.testaccounts.testkit.store;

import dev.testaccounts.core.account.AccountLedger;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.idempotency.IdempotencyStore;
import dev.testaccounts.core.job.JobStore;
import dev.testaccounts.core.job.RetentionStore;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.lease.QueueStore;
import dev.testaccounts.core.pool.PoolStore;
import dev.testaccounts.core.service.ServiceStore;

/**
 * An open store: all of core's ports on one database.
 *
 * @param onClose closes it; everything that was answered must be durable then
 */
public record OpenStore(
    ServiceStore services,
    PoolStore pools,
    AccountLedger ledger,
    AccountStore accounts,
    LeaseStore leases,
    JobStore jobs,
    EventLog events,
    RetentionStore retention,
    IdempotencyStore idempotency,
    QueueStore queue,
    Runnable onClose)
    implements AutoCloseable {

  @Override
  public void close() {
    onClose.run();
  }
}
