package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.account.AccountLedger;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.idempotency.IdempotencyStore;
import dev.testaccounts.core.job.JobStore;
import dev.testaccounts.core.job.RetentionStore;
import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.lease.QueueStore;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolStore;
import dev.testaccounts.core.secret.SealedSecret;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.store.Store;
import dev.testaccounts.store.sql.Codec;
import dev.testaccounts.store.sql.KeySample;
import dev.testaccounts.store.sql.Registry;
import dev.testaccounts.store.sql.SqlAccounts;
import dev.testaccounts.store.sql.SqlEvents;
import dev.testaccounts.store.sql.SqlIdempotency;
import dev.testaccounts.store.sql.SqlJobs;
import dev.testaccounts.store.sql.SqlLeases;
import dev.testaccounts.store.sql.SqlLedger;
import dev.testaccounts.store.sql.SqlPools;
import dev.testaccounts.store.sql.SqlQueue;
import dev.testaccounts.store.sql.SqlRetention;
import dev.testaccounts.store.sql.SqlServices;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The embedded store: one SQLite file in a folder that one server has at a time. Every write is on
 * the disk before its caller is answered. Thread-safe; callers block, best on virtual threads.
 */
public final class SqliteStore implements Store {

  private final DataFolder folder;
  private final GroupCommit writer;
  private final Readers readers;
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

  private SqliteStore(DataFolder folder, Database database, SqliteSession session) {
    this.folder = folder;
    Registry<TargetService> presentServices = Registry.ofServices(session);
    Registry<Pool> presentPools = Registry.ofPools(session);
    this.readers = new Readers(database);
    this.writer = new GroupCommit(session);
    this.services = new SqlServices(writer, presentServices);
    this.pools = new SqlPools(writer, readers, presentPools);
    this.ledger = new SqlLedger(writer, readers);
    this.accounts = new SqlAccounts(readers);
    this.leases = new SqlLeases(writer, readers);
    this.jobs = new SqlJobs(writer, readers);
    this.events = new SqlEvents(readers);
    this.retention = new SqlRetention(writer, readers);
    this.idempotency = new SqlIdempotency(writer, readers);
    this.queue = new SqlQueue(writer, readers, session.waiters());
  }

  /**
   * Opens the store in a folder, which is made where there is none, and brings its tables to what
   * this version knows.
   *
   * @throws StoreUnavailableException where the folder cannot be written, another server has it,
   *     its database is none, or is one of a newer version
   */
  public static SqliteStore open(Path dataFolder) {
    DataFolder folder = DataFolder.take(dataFolder);
    boolean opened = false;
    try {
      SqliteStore store = open(folder);
      opened = true;
      return store;
    } finally {
      if (!opened) {
        folder.close();
      }
    }
  }

  private static SqliteStore open(DataFolder folder) {
    Database database = new Database(folder.database());
    SqliteSession session = database.writer();
    boolean opened = false;
    try {
      Migrations.migrate(database, session);
      SqliteStore store = new SqliteStore(folder, database, session);
      opened = true;
      return store;
    } finally {
      if (!opened) {
        session.close();
      }
    }
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

  /** This machine's: a time that is compared must not be finer than one that was kept. */
  @Override
  public InstantSource clock(InstantSource machine) {
    return () -> Codec.kept(machine.instant());
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public SealedSecret keySample(SealedSecret mine) {
    return KeySample.first(writer, mine);
  }

  @Override
  public boolean healthy() {
    try {
      return writer.write(session -> true);
    } catch (StoreUnavailableException e) {
      return false;
    }
  }

  /** Writes what waits, ends what reads, and gives the folder up. */
  @Override
  public void close() {
    writer.close();
    readers.close();
    folder.close();
  }
}
