package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.AccountLedger;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.idempotency.IdempotencyStore;
import dev.testaccounts.core.job.JobStore;
import dev.testaccounts.core.job.RetentionStore;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.lease.QueueStore;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolStore;
import dev.testaccounts.core.secret.SealedSecret;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.store.Store;

/** The ports over whatever writes to, and reads from, a database that speaks SQL. */
public abstract class SqlStore implements Store {

  private final Writer writer;
  private final ServiceStore services;
  private final PoolStore pools;
  private final AccountLedger ledger;
  private final AccountStore accounts;
  private final LeaseStore leases;
  private final JobStore jobs;
  private final EventLog events;
  private final RetentionStore retention;
  private final IdempotencyStore idempotency;
  private final QueueStore queue;

  protected SqlStore(
      Writer writer,
      Reading readers,
      Catalogue<TargetService> presentServices,
      Catalogue<Pool> presentPools,
      Waiters waiters) {
    this.writer = writer;
    this.services = new SqlServices(writer, presentServices);
    this.pools = new SqlPools(writer, readers, presentPools);
    this.ledger = new SqlLedger(writer, readers);
    this.accounts = new SqlAccounts(readers);
    this.leases = new SqlLeases(writer, readers);
    this.jobs = new SqlJobs(writer, readers);
    this.events = new SqlEvents(readers);
    this.retention = new SqlRetention(writer, readers);
    this.idempotency = new SqlIdempotency(writer, readers);
    this.queue = new SqlQueue(writer, readers, waiters);
  }

  @Override
  public ServiceStore services() {
    return services;
  }

  @Override
  public PoolStore pools() {
    return pools;
  }

  @Override
  public AccountLedger ledger() {
    return ledger;
  }

  @Override
  public AccountStore accounts() {
    return accounts;
  }

  @Override
  public LeaseStore leases() {
    return leases;
  }

  @Override
  public JobStore jobs() {
    return jobs;
  }

  @Override
  public EventLog events() {
    return events;
  }

  @Override
  public RetentionStore retention() {
    return retention;
  }

  @Override
  public IdempotencyStore idempotency() {
    return idempotency;
  }

  @Override
  public QueueStore queue() {
    return queue;
  }

  @Override
  public SealedSecret keySample(SealedSecret mine) {
    return KeySample.first(writer, mine);
  }
}
