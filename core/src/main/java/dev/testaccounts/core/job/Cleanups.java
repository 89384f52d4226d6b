package dev.testaccounts.core.job;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Use cases: clean-up by selector, and what it would do. Thread-safe. */
public final class Cleanups {

  private static final int SAMPLE = 100;

  /** More than that is no single commit: others would wait for it. */
  static final int LARGE = 5_000;

  private final JobStore store;
  private final DeletionCap cap;
  private final Ids ids;
  private final InstantSource clock;
  private final Runnable wake;

  /**
   * @param wake called when there is new work for the reconciler
   */
  public Cleanups(JobStore store, DeletionCap cap, Ids ids, InstantSource clock, Runnable wake) {
    this.store = store;
    this.cap = cap;
    this.ids = ids;
    this.clock = clock;
    this.wake = wake;
  }

  /**
   * What a clean-up would do now.
   *
   * @param used how many deletions of the last hour count against the cap
   * @param cap how many an hour may have
   */
  public record Forecast(JobStore.Plan plan, long used, long cap) {

    /** Whether the clean-up would be refused, were the cap not lifted. */
    public boolean overCap() {
      return plan.total() > 0 && used + plan.total() > cap;
    }
  }

  /**
   * Starts a job that removes everything a selector fits.
   *
   * @param override lifts the cap on deletions per hour; it is on record that it did
   * @param operation the job's id, where its request can come again; null for any
   */
  public Result<Job> cleanup(
      Principal principal, Selector selector, boolean override, @Nullable Id operation) {
    if (selector.isEmpty()) {
      return Result.refused(emptySelector());
    }
    int total = Math.toIntExact(store.count(principal.project(), selector));
    Job job =
        Job.begun(
            operation == null ? ids.next(clock.instant()) : operation,
            principal,
            Job.Kind.CLEANUP,
            selector.pool(),
            Map.of(),
            total,
            clock.instant());
    Event event = requested(job, selector, override);
    JobStore.Allowance allowance = cap.allowance(job.createdAt(), override);
    return switch (total > LARGE
        ? store.condemnLater(job, selector, event, allowance)
        : store.condemn(job, selector, event, allowance)) {
      case JobStore.Condemned.Started(Job started) -> {
        wake.run();
        yield Result.ok(started);
      }
      case JobStore.Condemned.OverCap over -> Result.refused(cap.problem(over));
    };
  }

  private static Event requested(Job job, Selector selector, boolean override) {
    Map<String, String> detail = new HashMap<>(Map.of("selector", selector.shown()));
    if (override) {
      detail.put("override", "true");
    }
    return new Event(
        job.project(),
        job.createdAt(),
        job.actor(),
        Event.Kind.CLEANUP_REQUESTED,
        null,
        null,
        null,
        detail);
  }

  /** What {@link #cleanup} would do now; changes nothing. */
  public Result<Forecast> plan(Principal principal, Selector selector) {
    return selector.isEmpty()
        ? Result.refused(emptySelector())
        : Result.ok(
            new Forecast(
                store.plan(principal.project(), selector, SAMPLE),
                store.deletionsSince(principal.project(), DeletionCap.since(clock.instant())),
                cap.perHour()));
  }

  private static Problem emptySelector() {
    return new Problem.Invalid(
        "empty-selector",
        "a clean-up needs a selector: give at least one of pool, labels, accounts, olderThan,"
            + " state");
  }
}
