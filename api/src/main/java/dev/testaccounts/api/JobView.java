package dev.testaccounts.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bulk operation and how far it is. Immutable.
 *
 * @param id its identity; never null
 * @param kind {@code create}, {@code cleanup} or {@code reset}; never null
 * @param state running, cancelling, finished or cancelled; never null
 * @param pool the pool's name; null where it spans pools, or the pool was removed
 * @param labels what the accounts it makes are called; never null
 * @param total how many items it has
 * @param planned how many items have their intents written
 * @param succeeded how many items are where they should be
 * @param failed how many items were given up
 * @param cancelled how many items were never begun, because the job was cancelled
 * @param actor who asked for it; never null
 * @param createdAt when; never null
 * @param cancelledAt when somebody cancelled it; null where nobody did
 * @param finishedAt when the last item had its result; null while it runs
 */
public record JobView(
    String id,
    String kind,
    String state,
    @Nullable String pool,
    Map<String, String> labels,
    int total,
    int planned,
    int succeeded,
    int failed,
    int cancelled,
    String actor,
    Instant createdAt,
    @Nullable Instant cancelledAt,
    @Nullable Instant finishedAt) {

  /** Copies the labels. */
  public JobView {
    labels = Map.copyOf(labels);
  }

  /** Whether every item has its result. */
  public boolean finished() {
    return finishedAt != null;
  }
}
