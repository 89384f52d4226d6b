package dev.testaccounts.core.job;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.kernel.Labels;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolStore;
import dev.testaccounts.core.pool.Pools;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Use cases: bulk create, cancelling jobs and looking at them. Thread-safe. */
public final class Jobs {

  /** How many accounts one request may ask for. */
  public static final int MOST_ACCOUNTS = 100_000;

  private final JobStore store;
  private final PoolStore poolStore;
  private final Pools pools;
  private final Planning planning;
  private final Ids ids;
  private final InstantSource clock;
  private final Runnable wake;

  /**
   * @param wake called when there is new work for the reconciler
   */
  public Jobs(
      JobStore store,
      PoolStore poolStore,
      Pools pools,
      AccountDrafts drafts,
      Ids ids,
      InstantSource clock,
      Runnable wake) {
    this.store = store;
    this.poolStore = poolStore;
    this.pools = pools;
    Creations creations = new Creations(store, poolStore, drafts, clock, wake);
    this.planning = new Planning(store, creations, drafts, clock, wake);
    this.ids = ids;
    this.clock = clock;
    this.wake = wake;
  }

  /**
   * Starts a job that makes so many accounts in a pool.
   *
   * @param operation the job's id, where its request can come again; null for any
   */
  public Result<Job> create(
      Principal principal,
      String poolName,
      int count,
      Map<String, String> labels,
      @Nullable Id operation) {
    Optional<Problem> problem = countProblem(count).or(() -> Labels.check("labels", labels));
    if (problem.isPresent()) {
      return Result.refused(problem.get());
    }
    return begin(
        principal, poolName, count, labels, operation, job -> store.start(job.job(), job.event()));
  }

  /**
   * Starts a job that makes the accounts of rows; nothing is begun where one of them is wrong.
   *
   * @param labels what all of them are called, beside their own labels
   * @param operation the job's id, where its request can come again; null for any
   */
  public Result<Job> create(
      Principal principal,
      String poolName,
      Map<String, String> labels,
      List<AccountRow> rows,
      @Nullable Id operation) {
    List<AccountRow> labelled = rows.stream().map(row -> row.labelled(labels)).toList();
    Optional<Problem> problem =
        countProblem(rows.size()).or(() -> AccountRow.check(labelled, pools));
    if (problem.isPresent()) {
      return Result.refused(problem.get());
    }
    return begin(
        principal,
        poolName,
        rows.size(),
        labels,
        operation,
        job -> store.start(job.job(), labelled, job.event()));
  }

  private record Begun(Job job, Event event) {}

  private Result<Job> begin(
      Principal principal,
      String poolName,
      int count,
      Map<String, String> labels,
      @Nullable Id operation,
      Function<Begun, Job> write) {
    Optional<Job> before = before(principal, operation);
    if (before.isPresent()) {
      return Result.ok(before.get());
    }
    return pools
        .open(principal, poolName)
        .then(pool -> room(pool, count))
        .map(
            pool -> {
              Instant now = clock.instant();
              Id id = operation == null ? ids.next(now) : operation;
              Job job = Job.begun(id, principal, Job.Kind.CREATE, pool.id(), labels, count, now);
              Map<String, String> detail = Map.of("pool", pool.name());
              Job begun = write.apply(new Begun(job, event(job, Event.Kind.JOB_STARTED, detail)));
              wake.run();
              return begun;
            });
  }

  /** What the same request began before it was lost: what stands in its way now may be that. */
  private Optional<Job> before(Principal principal, @Nullable Id operation) {
    return operation == null ? Optional.empty() : store.job(principal.project(), operation);
  }

  /**
   * Starts a job that has every free account that a selector fits cleaned once more.
   *
   * @param operation the job's id, where its request can come again; null for any
   */
  public Result<Job> reset(Principal principal, Selector selector, @Nullable Id operation) {
    if (selector.isEmpty()) {
      return Result.refused(
          new Problem.Invalid(
              "empty-selector",
              "a reset needs a selector: give at least one of pool, labels, accounts, olderThan"));
    }
    Instant now = clock.instant();
    Id id = operation == null ? ids.next(now) : operation;
    Job job = Job.begun(id, principal, Job.Kind.RESET, selector.pool(), Map.of(), 0, now);
    Map<String, String> detail = Map.of("selector", selector.shown());
    Job started = store.start(job, selector, event(job, Event.Kind.JOB_STARTED, detail));
    wake.run();
    return Result.ok(started);
  }

  /**
   * Writes the next intents of jobs that have some to write.
   *
   * @param workers who attempts what is claimed with them
   * @return how many jobs were planned further: none where no place was free for any
   */
  public int plan(Workers workers) {
    return planning.plan(workers);
  }

  public Result<Job> job(Principal principal, Id id) {
    return found(store.job(principal.project(), id));
  }

  private static Result<Job> found(Optional<Job> job) {
    return job.map(Result::ok)
        .orElseGet(
            () ->
                Result.refused(
                    new Problem.NotFound("no-such-job", "there is no such job in this project")));
  }

  /** Cancels a job; to cancel it twice, or when it is finished, is no error. */
  public Result<Job> cancel(Principal principal, Id id) {
    Event event =
        new Event(
            principal.project(),
            clock.instant(),
            principal.name(),
            Event.Kind.JOB_CANCELLED,
            null,
            null,
            id,
            Map.of());
    return found(store.cancel(principal.project(), id, event));
  }

  public Page<Job> jobs(Principal principal, Page.Request page) {
    return store.jobs(principal.project(), page);
  }

  public Result<Page<Job.Item>> items(Principal principal, Id job, Page.Request page) {
    return job(principal, job).map(found -> store.items(principal.project(), job, page));
  }

  private Result<Pool> room(Pool pool, int count) {
    int existing = poolStore.existing(pool.id());
    long promised = store.promised(pool.id());
    return existing + promised + count > pool.spec().max()
        ? Result.refused(
            new Problem.Conflict(
                "pool-full",
                "pool '%s' has %d accounts%s and may have %d; %d more do not fit"
                    .formatted(
                        pool.name(),
                        existing,
                        promised == 0 ? "" : ", jobs are to make " + promised + " more,",
                        pool.spec().max(),
                        count)))
        : Result.ok(pool);
  }

  private static Optional<Problem> countProblem(int count) {
    return count < 1 || count > MOST_ACCOUNTS
        ? Optional.of(
            new Problem.Invalid(
                "invalid-request", "count: expected 1 to " + MOST_ACCOUNTS + ", got " + count))
        : Optional.empty();
  }

  private static Event event(Job job, Event.Kind kind, Map<String, String> detail) {
    return new Event(
        job.project(), job.createdAt(), job.actor(), kind, null, null, job.id(), detail);
  }
}
