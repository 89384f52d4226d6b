package dev.testaccounts.core.job;

import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.Convergence.Begun;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.job.Workers.Places;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.AccountDrafts.Purpose;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Turns jobs that create accounts into intents, piece by piece. Where there are workers with
 * places, the intents are written with their claims, and handed to them once they are durable.
 * Thread-safe.
 */
final class Creations {

  private static final int CHUNK = 250;

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

  Creations(
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

  /** The next piece of a job. False where its workers have no place for it now. */
  boolean plan(Job job, Workers workers) {
    Optional<Pool> pool = Optional.ofNullable(job.pool()).flatMap(poolStore::pool);
    if (pool.isEmpty()) {
      store.forgo(job.id(), "the pool was removed", clock.instant());
      return true;
    }
    if (pool.get().spec().rotation().draining()) {
      store.forgo(job.id(), "the pool is being drained", clock.instant());
      return true;
    }
    return plan(job, pool.get(), workers);
  }

  private boolean plan(Job job, Pool pool, Workers workers) {
    int most = Math.min(CHUNK, job.total() - job.planned());
    return switch (workers.reserve(Workers.Route.of(pool), most)) {
      case Places.Taken taken -> false;
      case Places.NotNow notNow -> {
        if (write(job, pool, CHUNK, this::due).accounts() > 0) {
          wake.run();
        }
        yield true;
      }
      case Places.Kept kept -> {
        List<Work> works = List.of();
        try {
          works = write(job, pool, kept.accounts(), draft -> begin(draft, kept)).works();
        } finally {
          workers.begin(kept, works);
        }
        yield true;
      }
    };
  }

  private Begun due(EnrolledAccount draft) {
    return new Begun(Convergence.due(draft, clock.instant()), List.of());
  }

  private Begun begin(EnrolledAccount draft, Places.Kept kept) {
    return Convergence.begin(draft, clock.instant().plus(kept.claim()));
  }

  /**
   * What came of a piece.
   *
   * @param begun as it was to be
   * @param accounts how many of it, from the first, are written
   * @param end DONE for all of them; else what stood in the way of the next
   */
  private record Written(List<Begun> begun, int accounts, Intended end) {

    boolean collided() {
      return accounts == 0 && end == Intended.USERNAME_TAKEN;
    }

    /** What is claimed: nobody may work on what is not on record. */
    List<Work> works() {
      return begun.stream().limit(accounts).flatMap(each -> each.works().stream()).toList();
    }
  }

  private Written write(Job job, Pool pool, int most, Function<EnrolledAccount, Begun> beginning) {
    List<AccountRow> rows = store.rows(job.id(), job.planned(), most);
    return rows.isEmpty()
        ? writeAlike(job, pool, Math.min(most, job.total() - job.planned()), beginning)
        : writeRows(job, pool, rows, beginning);
  }

  private Written writeAlike(
      Job job, Pool pool, int most, Function<EnrolledAccount, Begun> beginning) {
    Written written = alike(job, pool, most, beginning);
    for (int i = 1; i < MOST_DRAFTS && written.collided(); i++) {
      written = alike(job, pool, Math.max(1, most >> i), beginning);
    }
    if (written.accounts() == 0 && written.end() != Intended.DONE) {
      store.forgo(job.id(), reason(written.end(), pool), clock.instant());
    }
    return written;
  }

  private Written alike(Job job, Pool pool, int count, Function<EnrolledAccount, Begun> beginning) {
    Purpose purpose = new Purpose(job.labels(), FailurePolicy.RETRY, null, job.id());
    Instant now = clock.instant();
    List<Begun> begun =
        IntStream.range(0, count)
            .mapToObj(i -> beginning.apply(drafts.draft(pool, purpose, now)))
            .toList();
    JobStore.Expanded done = store.expand(job.id(), job.planned(), intents(job, pool, begun));
    return new Written(begun, done.written(), done.end());
  }

  /** As many rows as fit; the one in the way has its reason as its result, and the rest is next. */
  private Written writeRows(
      Job job, Pool pool, List<AccountRow> rows, Function<EnrolledAccount, Begun> beginning) {
    boolean named = rows.getFirst().username() != null;
    Written written = ofRows(job, pool, rows, beginning);
    for (int i = 1; i < MOST_DRAFTS && !named && written.collided(); i++) {
      written = ofRows(job, pool, rows.subList(0, 1), beginning);
    }
    if (written.accounts() == 0 && written.end() != Intended.DONE) {
      boolean taken = named && written.collided();
      store.forgoNext(
          job.id(),
          job.planned(),
          taken ? "the project has, or had, an account of that name" : reason(written.end(), pool),
          clock.instant());
    }
    return written;
  }

  private Written ofRows(
      Job job, Pool pool, List<AccountRow> rows, Function<EnrolledAccount, Begun> beginning) {
    List<Begun> begun = rows.stream().map(row -> beginning.apply(draft(job, pool, row))).toList();
    JobStore.Expanded done = store.expand(job.id(), job.planned(), intents(job, pool, begun));
    return new Written(begun, done.written(), done.end());
  }

  private EnrolledAccount draft(Job job, Pool pool, AccountRow row) {
    Purpose purpose = new Purpose(row.labels(), FailurePolicy.RETRY, null, job.id());
    return drafts.draft(pool, purpose, row.username(), row.attributes(), clock.instant());
  }

  private static List<Intent> intents(Job job, Pool pool, List<Begun> begun) {
    return begun.stream().map(Begun::account).map(each -> intent(job, pool, each)).toList();
  }

  private static Intent intent(Job job, Pool pool, EnrolledAccount account) {
    return new Intent(account, pool.spec().max(), Intents.event(account.account(), job.actor()));
  }

  private static String reason(Intended end, Pool pool) {
    return switch (end) {
      case USERNAME_TAKEN -> "the pool's username pattern has run out of free names";
      case POOL_FULL -> "the pool is full (size.max " + pool.spec().max() + ")";
      case POOL_GONE -> "the pool was removed";
      case DONE -> throw new IllegalArgumentException("what was done has no reason not to be");
    };
  }
}
