package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.testkit.SettableClock;
import dev.testaccounts.testkit.store.Drafts;
import dev.testaccounts.testkit.store.Given;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What only SQLite's store has is tried on one with a pool. */
abstract class OnSqlite {

  final SettableClock clock = new SettableClock();
  final Drafts drafts = new Drafts(clock);
  Path folder;
  SqliteStore store;
  Given given;
  Pool pool;

  @BeforeEach
  void open(@TempDir Path empty) {
    folder = empty;
    store = SqliteStore.open(folder);
    given = new Given(new SqliteFixture(folder).of(store), clock, drafts);
    pool = given.pool("buyers", given.service("shop"));
  }

  /** Writes to the file beside the server. */
  void elsewhere(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tam.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @AfterEach
  void close() {
    store.close();
  }
}
