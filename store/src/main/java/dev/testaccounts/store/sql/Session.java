package dev.testaccounts.store.sql;

import dev.testaccounts.core.kernel.Id;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the database, within a transaction where it writes. Turns every {@link
 * SQLException} into the fault that it is. Used by one thread at a time.
 */
public interface Session {

  /** Reads one row. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Row row) throws SQLException;
  }

  /** Takes one row after the other. */
  @FunctionalInterface
  interface Visitor {
    void visit(Row row) throws SQLException;
  }

  /** Changes rows. Returns how many. */
  int update(String sql, @Nullable Object... values);

  /**
   * Changes rows before anything is read and before the commit, when it suits the database. Changes
   * of one row keep their order.
   *
   * @param key what tells the row from others of its table
   */
  void later(Object[] key, String sql, @Nullable Object... values);

  /** Inserts a row. False where there is one like it already: nothing is written. */
  boolean add(String sql, @Nullable Object... values);

  /** Runs a statement that neither counts nor answers. */
  void run(String sql);

  /** Gives every row to a visitor. */
  void each(String sql, Visitor visitor, @Nullable Object... values);

  /** What this transaction changes in the pools' census. */
  Census census();

  /** What jobs learn of their items in this transaction. */
  Settlements settlements();

  /** Told of a lease that is granted to somebody who waits: wakes him once it is durable. */
  void granted(Id lease);

  /** What this transaction looks at before it decides. */
  Lookup lookup();

  /** What is said otherwise in this database. */
  Dialect dialect();

  /** All rows. */
  default <T> List<T> list(String sql, Reader<T> reader, @Nullable Object... values) {
    List<T> list = new ArrayList<>();
    each(sql, row -> list.add(reader.read(row)), values);
    return list;
  }

  /** The only row, or none. */
  default <T> Optional<T> first(String sql, Reader<T> reader, @Nullable Object... values) {
    List<T> list = list(sql, reader, values);
    return list.isEmpty() ? Optional.empty() : Optional.of(list.getFirst());
  }

  /** Whether there is any such row. */
  default boolean any(String sql, @Nullable Object... values) {
    return !list(sql, row -> true, values).isEmpty();
  }
}
