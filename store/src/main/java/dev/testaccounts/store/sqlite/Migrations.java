package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.store.sql.Row;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the database's tables to what this version knows. Flyway is loaded only where there is
 * something to do: it takes longer to start than all the rest of the store.
 */
final class Migrations {

  /** The newest script in db/migration/sqlite. */
  static final int NEWEST = 1;

  private static final String HISTORY = "flyway_schema_history";

  private Migrations() {}

  static void migrate(Database database, SqliteSession session) {
    int present = present(session);
    if (present > NEWEST) {
      throw new StoreUnavailableException(
          "database %s was written by a newer version: its tables are version %d, expected at most %d"
              .formatted(database.file(), present, NEWEST),
          null);
    }
    if (present < NEWEST) {
      migrate(database);
    }
  }

  private static void migrate(Database database) {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(database.url(), null, null)
          .locations("classpath:db/migration/sqlite")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StoreUnavailableException(
          "database " + database.file() + " cannot be migrated: " + e.getMessage(), e);
    }
  }

  /** The version of the tables; 0 where there are none. A failed migration does not count. */
  private static int present(SqliteSession session) {
    if (!session.any("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", HISTORY)) {
      return 0;
    }
    Optional<Integer> version =
        session.first(
            "SELECT max(CAST(version AS INTEGER)) FROM " + HISTORY + " WHERE success = 1",
            Row::count);
    return version.orElse(0);
  }
}
