package dev.testaccounts.store;

import dev.testaccounts.core.account.AccountLedger;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.idempotency.IdempotencyStore;
import dev.testaccounts.core.job.JobStore;
import dev.testaccounts.core.job.RetentionStore;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.lease.QueueStore;
import dev.testaccounts.core.pool.PoolStore;
import dev.testaccounts.core.secret.SealedSecret;
import dev.testaccounts.core.service.ServiceStore;
import java.time.InstantSource;

/** All of core's ports on one database. Thread-safe; callers block, best on virtual threads. */
public interface Store extends AutoCloseable {

  ServiceStore services();

  PoolStore pools();

  AccountLedger ledger();

  AccountStore accounts();

  LeaseStore leases();

  JobStore jobs();

  EventLog events();

  RetentionStore retention();

  IdempotencyStore idempotency();

  QueueStore queue();

  /**
   * The time that everything in this store goes by, in microseconds, as it is kept.
   *
   * @param machine this machine's time; best one that nobody can set
   */
  InstantSource clock(InstantSource machine);

  /**
   * Whether other servers may use the store at the same time. Only where not may a server take back
   * at its start what its predecessor had claimed.
   */
  boolean isShared();

  /**
   * Something that was sealed with the key of this store's secrets: the first that anybody gave.
   *
   * @param mine what is kept where there is none yet
   */
  SealedSecret keySample(SealedSecret mine);

  /** Whether a write gets through now. Never throws for the store's own trouble. */
  boolean healthy();

  @Override
  void close();
}
