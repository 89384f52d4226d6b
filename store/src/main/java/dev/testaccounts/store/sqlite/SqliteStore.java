package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.store.sql.Codec;
import dev.testaccounts.store.sql.Registry;
import dev.testaccounts.store.sql.Row;
import dev.testaccounts.store.sql.SqlStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The embedded store: one SQLite file in a folder that one server has at a time. Every write is on
 * the disk before its caller is answered. Thread-safe; callers block, best on virtual threads.
 */
public final class SqliteStore extends SqlStore {

  private static final String LAST_EVENT = "SELECT at FROM event ORDER BY sequence DESC LIMIT 1";

  private final DataFolder folder;
  final GroupCommit writer;
  private final Readers readers;

  private SqliteStore(DataFolder folder, Database database, SqliteSession session) {
    Readers readers = new Readers(database);
    GroupCommit writer = new GroupCommit(session, database.checkpointer());
    super(
        writer,
        readers,
        Registry.ofServices(session),
        Registry.ofPools(session),
        session.waiters());
    this.folder = folder;
    this.readers = readers;
    this.writer = writer;
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

  /**
   * This machine's, and never earlier than what is on record: after a start on a machine whose
   * clock was set back, the ledger's time goes on from its last event. Whole microseconds, for a
   * time that is compared must not be finer than one that was kept.
   */
  @Override
  public InstantSource clock(InstantSource machine) {
    Instant last =
        readers
            .read(session -> session.first(LAST_EVENT, Row::number))
            .map(Codec::instant)
            .orElse(Instant.MIN);
    Instant now = machine.instant();
    Duration behind = last.isAfter(now) ? Duration.between(now, last) : Duration.ZERO;
    return () -> Codec.kept(machine.instant().plus(behind));
  }

  @Override
  public boolean isShared() {
    return false;
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
