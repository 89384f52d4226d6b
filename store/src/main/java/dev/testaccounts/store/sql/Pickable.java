package dev.testaccounts.store.sql;

import dev.testaccounts.core.kernel.Id;
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

  /** The values of the condition, and more after them. */
  public static @Nullable Object[] values(
      Id pool, Rotation rotation, Instant now, @Nullable Object... more) {
    return Values.of(pool, rotation.freeSince(now), rotation.bornAfter(now), rotation.usesBelow())
        .and(more)
        .array();
  }
}
