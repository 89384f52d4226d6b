package dev.testaccounts.store.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one row that differ. On SQLite a column that is not named costs nothing: neither
 * its indexes nor its foreign key are looked at. (With its foreign key named in every UPDATE, an
 * account's took three times as long.) PostgreSQL compares by itself, and has a round trip for each
 * text: there all are named, where any differs. Used by one thread.
 */
final class Changes {

  private final boolean all;
  private final Table table;
  private final Values values = new Values();
  private long named;
  private int place;
  private boolean any;

  /** A table with columns that can change. Thread-safe. */
  static final class Table {
    private final String name;
    private final String key;
    private final List<String> columns;
    private final Map<Long, String> texts = new ConcurrentHashMap<>();

    /**
     * @param key the condition that finds a row
     */
    Table(String name, String key, String... columns) {
      this.name = name;
      this.key = key;
      this.columns = List.of(columns);
    }

    /** The few texts that come of it are each made, and prepared, once. */
    private String text(long named) {
      return texts.computeIfAbsent(named, this::update);
    }

    private String update(long named) {
      List<String> set = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        if ((named & 1L << i) != 0) {
          set.add(columns.get(i) + " = ?");
        }
      }
      return "UPDATE " + name + " SET " + String.join(", ", set) + " WHERE " + key;
    }
  }

  Changes(Session session, Table table) {
    this.all = session.dialect().wholeRows();
    this.table = table;
  }

  /** The next of the table's columns, in their order. */
  Changes next(@Nullable Object before, @Nullable Object after) {
    boolean differs = !Objects.equals(before, after);
    any = any || differs;
    if (all || differs) {
      named |= 1L << place;
      values.and(after);
    }
    place++;
    return this;
  }

  /** Writes the row, where anything differs. */
  void write(Session session, Object... keys) {
    if (any) {
      session.later(keys, table.text(named), values.and(keys).array());
    }
  }
}
