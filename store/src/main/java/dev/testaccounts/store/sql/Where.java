package dev.testaccounts.store.sql;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a query with their values, in one order. Holds only the conditions that are
 * wanted, so that the planner sees the index that fits; the few texts that come of it are each
 * prepared once. Used by one thread.
 */
public final class Where {

  private final StringBuilder text = new StringBuilder();
  private final Values values = new Values();

  Where and(String condition, @Nullable Object... bound) {
    text.append(text.isEmpty() ? "WHERE " : "\n  AND ").append(condition);
    values.and(bound);
    return this;
  }

  /** The condition where there is a value; nothing where it is null. */
  Where maybe(String condition, @Nullable Object value) {
    return value == null ? this : and(condition, value);
  }

  /** That JSON text in a column holds all of some labels. */
  Where carries(Dialect dialect, String column, Map<String, String> labels) {
    return labels.isEmpty() ? this : and(dialect.carries(column), labels);
  }

  String text() {
    return text.toString();
  }

  @Nullable Object[] values() {
    return values.array();
  }

  /** The values, and more after them. */
  @Nullable Object[] values(@Nullable Object... more) {
    return Values.of(values.array()).and(more).array();
  }
}
