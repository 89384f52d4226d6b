package dev.testaccounts.core.job;

import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.AccountDrafts.Purpose;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Turns jobs into intents, piece by piece. Thread-safe. */
final class Planning {

  private static final int CHUNK = 250;

  /** One commit that others wait for some tens of milliseconds. */
  private static final int CONDEMNED_AT_ONCE = 1_000;

  /**
   * A chunk whose names collide is drafted anew, each time half as large: where half of a pattern's
   * names are taken no large chunk ever fits, but a dozen single names in a row collide once in
   * 4,096.
   */
  private static final int MOST_DRAFTS = 20;

  private final JobStore store;
  private final PoolStore poolStore;
  private final AccountDrafts drafts;
  private final InstantSource clock;
  private final Runnable wake;

  Planning(
      JobStore store,
      PoolStore poolStore,
      AccountDrafts drafts,
      InstantSource clock,
      Runnable wake) {
    this.store = store;
    this.poolStore = poolStore;
    this.drafts = drafts;
    this.clock = clock;
    this.wake = wake;
  }

  /** Plans the next piece of each job that has one. Returns how many jobs had. */
  int plan() {
    List<Job> unplanned = store.unplanned(10);
    unplanned.forEach(this::planNext);
    return unplanned.size();
  }

  private void planNext(Job job) {
    switch (job.kind()) {
      case RESET -> planResets(job);
      case CREATE -> planCreation(job);
      case CLEANUP -> {
        store.condemnNext(job.id(), job.planned(), CONDEMNED_AT_ONCE, clock.instant());
        wake.run();
      }
    }
  }

  private void planResets(Job job) {
    List<Intervention> resets =
        store.targets(job.id(), job.planned(), CHUNK).stream().map(id -> reset(job, id)).toList();
    store.intervene(job.id(), job.planned(), resets);
    wake.run();
  }

  private Intervention reset(Job job, Id account) {
    return new Intervention(
        job.project(),
        account,
        Intervention.Action.RESET,
        drafts.nextSecret(job.project()),
        job.id(),
        job.actor(),
        clock.instant());
  }

  private void planCreation(Job job) {
    Optional<Pool> pool = Optional.ofNullable(job.pool()).flatMap(poolStore::pool);
    if (pool.isEmpty()) {
      store.forgo(job.id(), "the pool was removed", clock.instant());
      return;
    }
    if (pool.get().spec().rotation().draining()) {
      store.forgo(job.id(), "the pool is being drained", clock.instant());
      return;
    }
    List<AccountRow> rows = store.rows(job.id(), job.planned(), CHUNK);
    if (rows.isEmpty()) {
      planAlike(job, pool.get());
    } else {
      planRows(job, pool.get(), rows);
    }
  }

  private void planAlike(Job job, Pool pool) {
    int chunk = Math.min(CHUNK, job.total() - job.planned());
    Intended written = Intended.USERNAME_TAKEN;
    for (int i = 0; i < MOST_DRAFTS && written == Intended.USERNAME_TAKEN; i++) {
      written = store.expand(job.id(), job.planned(), alike(job, pool, Math.max(1, chunk >> i)));
    }
    if (written == Intended.DONE) {
      wake.run();
    } else {
      store.forgo(job.id(), reason(written, pool), clock.instant());
    }
  }

  /** As many rows as fit; the one in the way has its reason as its result, and the rest is next. */
  private void planRows(Job job, Pool pool, List<AccountRow> rows) {
    boolean named = rows.getFirst().username() != null;
    JobStore.Expanded done = store.expandRows(job.id(), job.planned(), intents(job, pool, rows));
    for (int i = 1; i < MOST_DRAFTS && !named && collided(done); i++) {
      done = store.expandRows(job.id(), job.planned(), intents(job, pool, rows.subList(0, 1)));
    }
    if (done.written() > 0) {
      wake.run();
    } else if (done.end() != Intended.DONE) {
      boolean taken = named && collided(done);
      store.forgoNext(
          job.id(),
          job.planned(),
          taken ? "the project has, or had, an account of that name" : reason(done.end(), pool),
          clock.instant());
    }
  }

  private static boolean collided(JobStore.Expanded done) {
    return done.written() == 0 && done.end() == Intended.USERNAME_TAKEN;
  }

  private static String reason(Intended end, Pool pool) {
    return switch (end) {
      case USERNAME_TAKEN -> "the pool's username pattern has run out of free names";
      case POOL_FULL -> "the pool is full (size.max " + pool.spec().max() + ")";
      case POOL_GONE -> "the pool was removed";
      case DONE -> throw new IllegalArgumentException("what was done has no reason not to be");
    };
  }

  private List<Intent> alike(Job job, Pool pool, int count) {
    Purpose purpose = new Purpose(job.labels(), FailurePolicy.RETRY, null, job.id());
    Instant now = clock.instant();
    return IntStream.range(0, count)
        .mapToObj(i -> intent(job, pool, drafts.draft(pool, purpose, now)))
        .toList();
  }

  private List<Intent> intents(Job job, Pool pool, List<AccountRow> rows) {
    return rows.stream().map(row -> intent(job, pool, draft(job, pool, row))).toList();
  }

  private EnrolledAccount draft(Job job, Pool pool, AccountRow row) {
    Purpose purpose = new Purpose(row.labels(), FailurePolicy.RETRY, null, job.id());
    return drafts.draft(pool, purpose, row.username(), row.attributes(), clock.instant());
  }

  private Intent intent(Job job, Pool pool, EnrolledAccount draft) {
    EnrolledAccount due = Convergence.due(draft, clock.instant());
    return new Intent(due, pool.spec().max(), Intents.event(due.account(), job.actor()));
  }
}
