package dev.testaccounts.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The migrated tables of both stores, compared column by column and index by index. */
final class SchemasTest {

  private static final String SQLITE_COLUMNS =
      """
      SELECT t.name || '.' || c.name, CASE WHEN c."notnull" OR c.pk > 0 THEN 'always ' ELSE 'maybe ' END
        || CASE c.type WHEN 'INTEGER' THEN 'number' WHEN 'TEXT' THEN 'text' WHEN 'BLOB' THEN 'bytes'
          ELSE c.type END
      FROM sqlite_schema t, pragma_table_info(t.name) c
      WHERE t.type = 'table' AND t.name NOT LIKE 'flyway%' AND t.name NOT LIKE 'sqlite%'""";

  private static final String POSTGRES_COLUMNS =
      """
      SELECT table_name || '.' || column_name, CASE is_nullable WHEN 'NO' THEN 'always ' ELSE 'maybe ' END
        || CASE data_type WHEN 'bigint' THEN 'number' WHEN 'integer' THEN 'number'
          WHEN 'smallint' THEN 'number' WHEN 'bytea' THEN 'bytes' ELSE data_type END
      FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name NOT LIKE 'flyway%'""";

  private static final String SQLITE_INDEXES =
      """
      SELECT t.name || '.' || i.name, CASE WHEN i."unique" THEN 'unique (' ELSE '(' END
        || (SELECT group_concat(c.name, ', ') FROM pragma_index_info(i.name) c) || ')'
        || CASE WHEN i.partial THEN ' of some' ELSE '' END
      FROM sqlite_schema t, pragma_index_list(t.name) i
      WHERE t.type = 'table' AND t.name NOT LIKE 'flyway%' AND i.origin = 'c'""";

  private static final String POSTGRES_INDEXES =
      """
      SELECT t.relname || '.' || c.relname, CASE WHEN i.indisunique THEN 'unique (' ELSE '(' END
        || (SELECT string_agg(a.attname, ', ' ORDER BY a.attnum) FROM pg_attribute a
            WHERE a.attrelid = c.oid) || ')'
        || CASE WHEN i.indpred IS NOT NULL THEN ' of some' ELSE '' END
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
      WHERE t.relnamespace = 'public'::regnamespace AND t.relname NOT LIKE 'flyway%'
        AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype <> 'f')""";

  @Test
  void bothStoresHaveTheSameTablesAndIndexes(@TempDir Path folder) throws SQLException {
    SqliteStore.open(folder).close();
    PostgresAddress address = PostgresAddress.parse(TestDatabases.fresh());
    try (Connection sqlite =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tam.db"));
        Connection postgres =
            DriverManager.getConnection(address.url(), address.user(), address.password())) {
      assertThat(rows(postgres, POSTGRES_COLUMNS))
          .hasSizeGreaterThan(80)
          .containsExactlyEntriesOf(rows(sqlite, SQLITE_COLUMNS));
      assertThat(rows(postgres, POSTGRES_INDEXES))
          .hasSizeGreaterThan(15)
          .containsExactlyEntriesOf(rows(sqlite, SQLITE_INDEXES));
    }
  }

  private static Map<String, String> rows(Connection connection, String sql) throws SQLException {
    Map<String, String> rows = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.put(result.getString(1), result.getString(2));
      }
    }
    return rows;
  }
}
