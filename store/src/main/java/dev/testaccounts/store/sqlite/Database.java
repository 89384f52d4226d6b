package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** Opens connections to the database file as they must be. */
final class Database {

  private static final int BUSY_MILLIS = 5_000;

  /** 32 MiB: the hot indexes of a million accounts. */
  private static final int WRITER_CACHE_KIB = 32_768;

  private static final int READER_CACHE_KIB = 4_096;

  /** The log's bound, 64 MiB, where {@link Checkpoints} do not keep up. */
  private static final int CHECKPOINT_PAGES = 16_000;

  private final Path file;

  Database(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  String url() {
    return JDBC.PREFIX + file;
  }

  /** The connection that writes. Every commit is on the disk before it is answered. */
  SqliteSession writer() {
    SQLiteConfig config = config(WRITER_CACHE_KIB);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    return open(
        config,
        "PRAGMA wal_autocheckpoint=" + CHECKPOINT_PAGES,
        "PRAGMA journal_size_limit=67108864");
  }

  /** A connection for {@link Checkpoints}: what it brings over is on the disk before it goes on. */
  SqliteSession checkpointer() {
    SQLiteConfig config = config(READER_CACHE_KIB);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    return open(config, "PRAGMA query_only=1");
  }

  /** A connection that only reads. */
  SqliteSession reader() {
    return open(config(READER_CACHE_KIB), "PRAGMA query_only=1");
  }

  private static SQLiteConfig config(int cacheKib) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    // Each connection is used by one thread at a time: SQLite need not see to it at every call.
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setCacheSize(-cacheKib);
    // Otherwise the driver asks for the last row's number after every INSERT.
    config.setGetGeneratedKeys(false);
    return config;
  }

  private SqliteSession open(SQLiteConfig config, String... pragmas) {
    try {
      Connection connection = JDBC.createConnection(url(), config.toProperties());
      prepare(connection, pragmas);
      return new SqliteSession(connection);
    } catch (SQLException e) {
      throw new StoreUnavailableException(
          "database " + file + " cannot be opened: " + e.getMessage(), e);
    }
  }

  private static void prepare(Connection connection, String... pragmas) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String pragma : pragmas) {
        statement.execute(pragma);
      }
      // The driver tries a transaction of its own around every statement unless it believes that
      // there is one already. Ours are begun and ended by hand.
      connection.setAutoCommit(false);
      statement.execute("ROLLBACK");
    }
  }
}
