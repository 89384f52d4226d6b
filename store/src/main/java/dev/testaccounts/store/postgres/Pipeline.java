package dev.testaccounts.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes that wait to go to the database together, one round trip for each text however many rows.
 * The texts go in the order in which they came first; a row that is changed by two texts keeps its
 * order, because everything goes out before the second. Used by one thread.
 */
final class Pipeline {

  /**
   * Rows that are locked before they are changed. Those of other tables are locked by the change
   * itself, one after the other in an order that all servers keep; a set is changed in any order.
   */
  private static final Set<String> LOCKED = Set.of("account", "enrollment", "lease");

  private record Place(String table, List<Object> key) {}

  /** The rows of one text. */
  private static final class Waiting {
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private final Set<Place> places = new HashSet<>();

    /** No row twice: of a set, each row is changed once. */
    private boolean isSet(String sql) {
      return rows.size() > 1
          && places.size() == rows.size()
          && sql.startsWith("UPDATE")
          && LOCKED.contains(table(sql));
    }
  }

  private final Connection connection;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
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
    Waiting same = waiting.computeIfAbsent(sql, text -> new Waiting());
    same.rows.add(values);
    same.places.add(place);
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

  private void send(String sql, Waiting waits) {
    try {
      if (waits.isSet(sql)) {
        SetUpdate.of(connection, sql).run(connection, waits.rows);
      } else {
        batch(sql, waits.rows);
      }
    } catch (SQLException e) {
      throw PostgresFaults.of(e, sql);
    }
  }

  private void batch(String sql, List<@Nullable Object[]> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (@Nullable Object[] values : rows) {
        PostgresSession.bind(statement, values);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
