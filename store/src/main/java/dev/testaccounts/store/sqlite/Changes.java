package dev.testaccounts.store.sqlite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one row that differ. A column that is not named costs nothing: neither its indexes
 * nor its foreign key are looked at. (With its foreign key named in every UPDATE, an account's took
 * three times as long.) The few texts that come of it are each prepared once. Used by one thread.
 */
final class Changes {

  private final StringBuilder text;
  private final List<@Nullable Object> values = new ArrayList<>();

  Changes(String table) {
    this.text = new StringBuilder("UPDATE ").append(table).append(" SET ");
  }

  Changes set(String column, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      text.append(values.isEmpty() ? "" : ", ").append(column).append(" = ?");
      values.add(after);
    }
    return this;
  }

  /** Writes the row, where anything differs. */
  void write(Session session, String key, Object... keys) {
    if (!values.isEmpty()) {
      values.addAll(Arrays.asList(keys));
      session.update(text.append(" WHERE ").append(key).toString(), values.toArray());
    }
  }
}
