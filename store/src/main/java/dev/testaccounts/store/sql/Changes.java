package dev.testaccounts.store.sql;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the columns of one row that differ. On SQLite a column that is not named costs nothing:
 * neither its indexes nor its foreign key are looked at. (With its foreign key named in every
 * UPDATE, an account's took three times as long.) PostgreSQL compares by itself, and has a round
 * trip for each text: there all are named, where any differs. Thread-safe.
 *
 * @param <T> what a row holds
 */
final class Changes<T> {

  private final String table;
  private final String key;
  private final List<Column<T>> columns;

  /** The few texts that come of it are each made, and prepared, once; a bit for each column. */
  private final Map<Long, String> texts = new ConcurrentHashMap<>();

  /** A column that can change. */
  record Column<T>(String name, Function<T, @Nullable Object> value) {}

  /**
   * @param key the condition that finds a row
   */
  Changes(String table, String key, List<Column<T>> columns) {
    this.table = table;
    this.key = key;
    this.columns = List.copyOf(columns);
  }

  /** Writes the row, where anything differs. */
  void write(Session session, T before, T after, Object... keys) {
    boolean all = session.dialect().wholeRows();
    boolean any = false;
    long named = 0;
    Values values = new Values();
    for (int i = 0; i < columns.size(); i++) {
      Object value = columns.get(i).value().apply(after);
      boolean differs = !Objects.equals(columns.get(i).value().apply(before), value);
      any = any || differs;
      if (all || differs) {
        named |= 1L << i;
        values.and(value);
      }
    }
    if (any) {
      session.later(keys, texts.computeIfAbsent(named, this::update), values.and(keys).array());
    }
  }

  private String update(long named) {
    return IntStream.range(0, columns.size())
        .filter(i -> (named & 1L << i) != 0)
        .mapToObj(i -> columns.get(i).name() + " = ?")
        .collect(Collectors.joining(", ", "UPDATE " + table + " SET ", " WHERE " + key));
  }
}
