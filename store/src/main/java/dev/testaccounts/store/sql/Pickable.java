package dev.testaccounts.store.sql;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.AccountFilter;
import dev.testaccounts.core.pool.Rotation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which free accounts a pool hands out: one text for both databases. What {@link Rotation} says for
 * one account. An account that nobody had needs no rest.
 */
public final class Pickable {

  /** The condition on {@code account}; its parameters are {@link #values}. */
  public static final String WHERE =
      """
      pool_id = ? AND state = 'FREE' AND reservation IS NULL
        AND (changed_at <= ? OR uses = 0) AND created_at > ? AND uses < ?""";

  private Pickable() {}

  /** The condition, and that the account carries what a filter says. Without one it is the same. */
  public static String where(Dialect dialect, AccountFilter filter) {
    String attributes = filter.attributes().isEmpty() ? "" : and(dialect.carries("attributes"));
    String labels = filter.labels().isEmpty() ? "" : and(dialect.carries("labels"));
    return WHERE + attributes + labels;
  }

  private static String and(String condition) {
    return "\n  AND " + condition;
  }

  /** The values of the condition, and more after them. */
  public static @Nullable Object[] values(
      Id pool, Rotation rotation, Instant now, AccountFilter filter, @Nullable Object... more) {
    Values values =
        Values.of(pool, rotation.freeSince(now), rotation.bornAfter(now), rotation.usesBelow());
    if (!filter.attributes().isEmpty()) {
      values.and(filter.attributes());
    }
    if (!filter.labels().isEmpty()) {
      values.and(filter.labels());
    }
    return values.and(more).array();
  }
}
