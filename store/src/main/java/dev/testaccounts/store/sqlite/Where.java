package dev.testaccounts.store.sqlite;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a query with their values, in one order. Holds only the conditions that are
 * wanted, so that the planner sees the index that fits; the few texts that come of it are each
 * prepared once. Used by one thread.
 */
final class Where {

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
  Where carries(String column, Map<String, String> labels) {
    return labels.isEmpty() ? this : and(carries(column), labels);
  }

  /**
   * The condition that a column's labels hold all labels of the parameter. Compares keys as they
   * are: a JSON path would give some characters a meaning.
   */
  static String carries(String column) {
    return """
    NOT EXISTS (SELECT 1 FROM json_each(?) AS wanted WHERE NOT EXISTS (
      SELECT 1 FROM json_each(%s) AS held
      WHERE held.key = wanted.key AND held.value = wanted.value))"""
        .formatted(column);
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
