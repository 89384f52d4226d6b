package dev.testaccounts.core.job;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.kernel.Id;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bulk operation with a result for every item.
 *
 * @param id its identity
 * @param project whose it is
 * @param kind what it does
 * @param pool the pool it works in; null where it spans pools
 * @param labels what the accounts it makes are labelled with
 * @param total how many items it has
 * @param planned how many items have their intents written
 * @param succeeded how many items are where they should be
 * @param failed how many items were given up
 * @param cancelled how many items were never begun, because the job was cancelled
 * @param actor who asked for it
 * @param createdAt when
 * @param cancelledAt when somebody cancelled it; null where nobody did
 * @param finishedAt when the last item had its result; null while it runs
 */
public record Job(
    Id id,
    String project,
    Kind kind,
    @Nullable Id pool,
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

  public Job {
    labels = Map.copyOf(labels);
  }

  /** A job as it begins: nothing of it is planned. */
  static Job begun(
      Id id,
      Principal principal,
      Kind kind,
      @Nullable Id pool,
      Map<String, String> labels,
      int total,
      Instant now) {
    return new Job(
        id,
        principal.project(),
        kind,
        pool,
        labels,
        total,
        0,
        0,
        0,
        0,
        principal.name(),
        now,
        null,
        null);
  }

  public boolean finished() {
    return finishedAt != null;
  }

  /** What a job does. Stored by name. */
  public enum Kind {
    CREATE,
    CLEANUP,
    RESET
  }

  /**
   * One item of a job.
   *
   * @param index its place in the job, from 0
   * @param account its account; null where none came to be, or its tombstone is forgotten
   * @param username the account's name; null where none came to be
   * @param result what came of it
   * @param message why it did not succeed, or what keeps it from that for now; null where it did,
   *     or nothing is known to keep it
   */
  public record Item(
      int index,
      @Nullable Id account,
      @Nullable String username,
      Result result,
      @Nullable String message) {}

  /** What came of an item. Stored by name. */
  public enum Result {
    PENDING,
    SUCCEEDED,
    FAILED,
    /** Never begun, because the job was cancelled. */
    CANCELLED
  }
}
