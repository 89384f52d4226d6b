package dev.testaccounts.store.postgres;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.store.sql.Reading;
import dev.testaccounts.store.sql.Row;
import dev.testaccounts.store.sql.Session;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the database's tables to what this version knows. Replicas that start at the same time
 * wait for the one that does it. Flyway is loaded only where there is something to do.
 */
final class PostgresMigrations {

  /** The newest script in db/migration/postgres. */
  static final int NEWEST = 1;

  private static final String HISTORY =
      "SELECT 1 WHERE to_regclass('flyway_schema_history') IS NOT NULL";

  private static final String VERSION =
      "SELECT coalesce(max(version::integer), 0) FROM flyway_schema_history WHERE success";

  private PostgresMigrations() {}

  static void migrate(PostgresAddress address, Reading readers) {
    int present = readers.read(PostgresMigrations::present);
    if (present > NEWEST) {
      throw new StoreUnavailableException(
          "database %s was written by a newer version: its tables are version %d, expected at most %d"
              .formatted(address, present, NEWEST),
          null);
    }
    if (present < NEWEST) {
      migrate(address);
    }
  }

  private static void migrate(PostgresAddress address) {
    try {
      Flyway.configure(PostgresMigrations.class.getClassLoader())
          .dataSource(address.url(), address.user(), address.password())
          .locations("classpath:db/migration/postgres")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StoreUnavailableException(
          "database " + address + " cannot be migrated: " + e.getMessage(), e);
    }
  }

  private static int present(Session session) {
    return session.any(HISTORY) ? session.first(VERSION, Row::count).orElse(0) : 0;
  }
}
