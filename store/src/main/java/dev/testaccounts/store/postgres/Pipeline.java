package dev.testaccounts.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes that wait to go to the database together, one round trip for each text however many rows.
 * The texts go in the order in which they came first; a row that is changed by two texts keeps its
 * order, because everything goes out before the second. Used by one thread.
 */
final class Pipeline {

  private record Place(String table, List<Object> key) {}

  private final Connection connection;
  private final Map<String, List<@Nullable Object[]>> waiting = new LinkedHashMap<>();
  private final Map<Place, String> textOfRow = new HashMap<>();

  Pipeline(Connection connection) {
    this.connection = connection;
  }

  void add(Object[] key, String sql, @Nullable Object[] values) {
    Place place = new Place(table(sql), List.of(key));
    String before = textOfRow.put(place, sql);
    if (before != null && !before.equals(sql)) {
      flush();
      textOfRow.put(place, sql);
    }
    waiting.computeIfAbsent(sql, text -> new ArrayList<>()).add(values);
  }

  /** UPDATE table, or INSERT INTO table. */
  private static String table(String sql) {
    return sql.split(" ", 4)[sql.startsWith("UPDATE") ? 1 : 2];
  }

  void flush() {
    if (!waiting.isEmpty()) {
      waiting.forEach(this::send);
      waiting.clear();
      textOfRow.clear();
    }
  }

  private void send(String sql, List<@Nullable Object[]> rows) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (@Nullable Object[] values : rows) {
        PostgresSession.bind(statement, values);
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw PostgresFaults.of(e, sql);
    }
  }
}
