package dev.testaccounts.core.job;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
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
import java.util.stream.IntStream;

/** Use cases: bulk create, cancelling jobs and looking at them. Thread-safe. */
public final class Jobs {

  /** How many accounts one request may ask for. */
  public static final int MOST_ACCOUNTS = 100_000;

  private static final int CHUNK = 250;

  /**
   * A chunk whose names collide is drafted anew, each time half as large: where half of a pattern's
   * names are taken no large chunk ever fits, but a dozen single names in a row collide once in
   * 4,096.
   */
  private static final int MOST_DRAFTS = 20;

  private final JobStore store;
  private final PoolStore poolStore;
  private final Pools pools;
  private final AccountDrafts drafts;
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
    this.drafts = drafts;
    this.ids = ids;
    this.clock = clock;
    this.wake = wake;
  }

  /** Starts a job that makes so many accounts in a pool. */
  public Result<Job> create(
      Principal principal, String poolName, int count, Map<String, String> labels) {
    Optional<Problem> problem = countProblem(count).or(() -> Labels.check("labels", labels));
    if (problem.isPresent()) {
      return Result.refused(problem.get());
    }
    return pools
        .pool(principal, poolName)
        .then(pool -> room(pool, count))
        .map(
            pool -> {
              Instant now = clock.instant();
              Job job =
                  Job.begun(
                      ids.next(now), principal, Job.Kind.CREATE, pool.id(), labels, count, now);
              store.start(job, event(job, Event.Kind.JOB_STARTED, Map.of("pool", pool.name())));
              wake.run();
              return job;
            });
  }

  /** Writes the next intents of jobs that have some to write. Returns how many jobs had. */
  public int plan() {
    List<Job> unplanned = store.unplanned(10);
    unplanned.forEach(this::planNext);
    return unplanned.size();
  }

  private void planNext(Job job) {
    Instant now = clock.instant();
    Optional<Pool> pool = Optional.ofNullable(job.pool()).flatMap(poolStore::pool);
    if (pool.isEmpty()) {
      store.forgo(job.id(), "the pool was removed", now);
      return;
    }
    int chunk = Math.min(CHUNK, job.total() - job.planned());
    Intended written = Intended.USERNAME_TAKEN;
    for (int i = 0; i < MOST_DRAFTS && written == Intended.USERNAME_TAKEN; i++) {
      int count = Math.max(1, chunk >> i);
      written = store.expand(job.id(), job.planned(), intents(job, pool.get(), count, now));
    }
    switch (written) {
      case DONE -> wake.run();
      case USERNAME_TAKEN ->
          store.forgo(job.id(), "the pool's username pattern has run out of free names", now);
      case POOL_FULL ->
          store.forgo(job.id(), "the pool is full (size.max " + pool.get().spec().max() + ")", now);
      case POOL_GONE -> store.forgo(job.id(), "the pool was removed", now);
    }
  }

  private List<Intent> intents(Job job, Pool pool, int count, Instant now) {
    AccountDrafts.Purpose purpose =
        new AccountDrafts.Purpose(job.labels(), FailurePolicy.RETRY, null, job.id());
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              EnrolledAccount draft = Convergence.due(drafts.draft(pool, purpose, now), now);
              return new Intent(
                  draft, pool.spec().max(), Intents.event(draft.account(), job.actor()));
            })
        .toList();
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
    return (long) existing + count > pool.spec().max()
        ? Result.refused(
            new Problem.Conflict(
                "pool-full",
                "pool '"
                    + pool.name()
                    + "' has "
                    + existing
                    + " accounts and may have "
                    + pool.spec().max()
                    + "; "
                    + count
                    + " more do not fit"))
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
