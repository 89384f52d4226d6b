package dev.testaccounts.store.postgres;

import dev.testaccounts.core.account.AccountLedger;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.idempotency.IdempotencyStore;
import dev.testaccounts.core.job.JobStore;
import dev.testaccounts.core.job.RetentionStore;
import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.lease.QueueStore;
import dev.testaccounts.core.pool.PoolStore;
import dev.testaccounts.core.secret.SealedSecret;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.store.Store;
import dev.testaccounts.store.sql.KeySample;
import dev.testaccounts.store.sql.Needs;
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
import dev.testaccounts.store.sql.Waiters;
import java.time.InstantSource;

/**
 * The shared store: a PostgreSQL database that any number of servers use at the same time. Every
 * write is durable before its caller is answered. Thread-safe; callers block, best on virtual
 * threads.
 */
public final class PostgresStore implements Store {

  /** A few more than there are processors in the database's machine only wait in another place. */
  private static final int CONNECTIONS = 10;

  private final Connections connections;
  private final PostgresReaders readers;
  private final PostgresWriter writer;
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
  private final GrantListener listener;

  private PostgresStore(PostgresAddress address, Connections connections) {
    this.connections = connections;
    this.readers = new PostgresReaders(connections);
    this.writer = new PostgresWriter(new Transactions(connections));
    this.services =
        new SqlServices(writer, new FreshCatalogue<>(readers, "service", Registry::ofServices));
    this.pools =
        new SqlPools(writer, readers, new FreshCatalogue<>(readers, "pool", Registry::ofPools));
    this.ledger = new SqlLedger(writer, readers);
    this.accounts = new SqlAccounts(readers);
    this.leases = new SqlLeases(writer, readers);
    this.jobs = new SqlJobs(writer, readers);
    this.events = new SqlEvents(readers);
    this.retention = new SqlRetention(writer, readers);
    this.idempotency = new SqlIdempotency(writer, readers);
    Waiters waiters = new Waiters();
    this.queue = new SqlQueue(writer, readers, waiters);
    this.listener = new GrantListener(address, waiters);
  }

  /**
   * Opens the store and brings its tables to what this version knows.
   *
   * @param address {@code jdbc:postgresql://user:password@host:port/database}
   * @throws StoreUnavailableException where the address is none, the database cannot be reached, or
   *     is one of a newer version; never tells the password
   */
  public static PostgresStore open(String address) {
    PostgresAddress parsed = PostgresAddress.parse(address);
    Connections connections = new Connections(parsed, CONNECTIONS);
    boolean opened = false;
    try {
      PostgresMigrations.migrate(parsed, new PostgresReaders(connections));
      PostgresStore store = new PostgresStore(parsed, connections);
      opened = true;
      return store;
    } finally {
      if (!opened) {
        connections.close();
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

  /** The database's: replicas whose own clocks differ agree on it. */
  @Override
  public InstantSource clock(InstantSource machine) {
    return new DatabaseClock(readers, machine);
  }

  /** Other servers' claims are none of ours: each runs out by itself. */
  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public SealedSecret keySample(SealedSecret mine) {
    return KeySample.first(writer, mine);
  }

  /** A transaction number is what a write begins with; one that only reads gets none. */
  @Override
  public boolean healthy() {
    try {
      return writer.write(
          Needs::nothing, session -> session.any("SELECT pg_current_xact_id()::text"));
    } catch (StoreUnavailableException e) {
      return false;
    }
  }

  /** Writes what waits, and ends the connections. */
  @Override
  public void close() {
    writer.close();
    listener.close();
    connections.close();
  }
}
