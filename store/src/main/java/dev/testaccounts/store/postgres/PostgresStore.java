package dev.testaccounts.store.postgres;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.store.sql.Needs;
import dev.testaccounts.store.sql.Registry;
import dev.testaccounts.store.sql.SqlStore;
import dev.testaccounts.store.sql.Waiters;
import java.time.InstantSource;

/**
 * The shared store: a PostgreSQL database that any number of servers use at the same time. Every
 * write is durable before its caller is answered. Thread-safe; callers block, best on virtual
 * threads.
 */
public final class PostgresStore extends SqlStore {

  /** A few more than there are processors in the database's machine only wait in another place. */
  private static final int CONNECTIONS = 10;

  private final Connections connections;
  private final PostgresReaders readers;
  private final PostgresWriter writer;
  private final GrantListener listener;

  private PostgresStore(PostgresAddress address, Connections connections) {
    PostgresReaders readers = new PostgresReaders(connections);
    PostgresWriter writer = new PostgresWriter(new Transactions(connections));
    Waiters waiters = new Waiters();
    super(
        writer,
        readers,
        new FreshCatalogue<>(readers, "service", Registry::ofServices),
        new FreshCatalogue<>(readers, "pool", Registry::ofPools),
        waiters);
    this.connections = connections;
    this.readers = readers;
    this.writer = writer;
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
