package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.account.AccountLedger;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.idempotency.IdempotencyStore;
import dev.testaccounts.core.job.JobStore;
import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.lease.QueueStore;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolStore;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.core.service.TargetService;
import java.nio.file.Path;
import java.util.List;

/**
 * The embedded store: one SQLite file in a folder that one server has at a time. Every write is on
 * the disk before its caller is answered. Thread-safe; callers block, best on virtual threads.
 */
public final class SqliteStore implements AutoCloseable {

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
  private final IdempotencyStore idempotency;
  private final QueueStore queue;

  private SqliteStore(DataFolder folder, Database database, Session session) {
    this.folder = folder;
    List<TargetService> presentServices = ServiceRows.all(session);
    List<Pool> presentPools = PoolRows.all(session);
    this.readers = new Readers(database);
    this.writer = new GroupCommit(session);
    this.services = new SqliteServices(writer, presentServices);
    this.pools = new SqlitePools(writer, readers, presentPools);
    this.ledger = new SqliteLedger(writer, readers);
    this.accounts = new SqliteAccounts(readers);
    this.leases = new SqliteLeases(writer, readers);
    this.jobs = new SqliteJobs(writer, readers);
    this.events = new SqliteEvents(readers);
    this.idempotency = new SqliteIdempotency(writer, readers);
    this.queue = new SqliteQueue(writer, readers, session.grants());
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
    Session session = database.writer();
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

  public ServiceStore services() {
    return services;
  }

  public PoolStore pools() {
    return pools;
  }

  public AccountLedger ledger() {
    return ledger;
  }

  public AccountStore accounts() {
    return accounts;
  }

  public LeaseStore leases() {
    return leases;
  }

  public JobStore jobs() {
    return jobs;
  }

  public EventLog events() {
    return events;
  }

  public IdempotencyStore idempotency() {
    return idempotency;
  }

  public QueueStore queue() {
    return queue;
  }

  /** Whether a write gets through to the disk now. Never throws for the store's own trouble. */
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
