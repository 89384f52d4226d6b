package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is over is forgotten in time, and nothing else. */
public abstract class RetentionContract extends StoreContract {

  private Pool pool;

  @BeforeEach
  final void begin() {
    pool = given.stored(drafts.pool("buyers", OnRelease.DELETE, given.service("shop")));
  }

  @Test
  void aTombstoneGoesWithItsLeasesAndItsNameMayBeUsedAgain() {
    EnrolledAccount account = given.free(pool);
    Lease lease = ended();
    converge();
    Instant deleted = clock.instant();

    assertThat(store.retention().forgetTombstones(deleted, 10)).isZero();
    assertThat(given.read(lease.account()).account().state()).isEqualTo(AccountState.DELETED);
    assertThat(store.retention().forgetTombstones(deleted.plusMillis(1), 10)).isEqualTo(1);

    assertThat(store.accounts().account(Drafts.PROJECT, lease.account())).isEmpty();
    assertThat(store.leases().lease(Drafts.PROJECT, lease.id())).isEmpty();
    assertThat(store.retention().forgetTombstones(deleted.plusMillis(1), 10)).isZero();
    assertThat(intend(named(account.account().username()))).isEqualTo(Intended.DONE);
    assertThat(intend(named(account.account().username()))).isEqualTo(Intended.USERNAME_TAKEN);
  }

  @Test
  void tombstonesGoTheOldestFirstAndNotMoreThanAskedFor() {
    given.free(pool);
    Lease first = ended();
    converge();
    clock.advance(Duration.ofSeconds(1));
    given.free(pool);
    Lease second = ended();
    converge();
    clock.advance(Duration.ofSeconds(1));

    assertThat(store.retention().forgetTombstones(clock.instant(), 1)).isEqualTo(1);

    assertThat(store.accounts().account(Drafts.PROJECT, first.account())).isEmpty();
    assertThat(store.accounts().account(Drafts.PROJECT, second.account())).isPresent();
  }

  @Test
  void nothingThatLivesIsEverForgotten() {
    given.pending(pool);
    given.free(pool);
    Lease live = given.lease(pool);
    given.free(pool);
    Id deleting = ended().account();
    Job unfinished = given.job(pool, 3);
    clock.advance(Duration.ofDays(400));
    Instant now = clock.instant();

    assertThat(store.retention().forgetTombstones(now, 10)).isZero();
    assertThat(store.retention().forgetJobs(now, 10)).isZero();
    assertThat(store.retention().forgetLeases(now, 10)).as("the ended one").isEqualTo(1);

    assertThat(store.leases().lease(Drafts.PROJECT, live.id())).contains(live);
    assertThat(given.read(deleting).account().state()).isEqualTo(AccountState.DELETING);
    assertThat(store.jobs().job(Drafts.PROJECT, unfinished.id())).contains(unfinished);
  }

  @Test
  void anEndedLeaseGoesInItsTimeWhileItsAccountLives() {
    given.free(pool);
    Lease old = ended();
    clock.advance(Duration.ofSeconds(1));
    given.free(pool);
    Lease younger = ended();

    assertThat(store.retention().forgetLeases(clock.instant(), 10)).isEqualTo(1);

    assertThat(store.leases().leases(Drafts.PROJECT, LeaseStore.Filter.all(), firstPage()).items())
        .extracting(Lease::id)
        .containsExactly(younger.id());
    assertThat(given.read(old.account()).account().state()).isEqualTo(AccountState.DELETING);
  }

  @Test
  void leasesGoTheOldestFirstAndNotMoreThanAskedFor() {
    given.free(pool);
    Lease first = ended();
    given.free(pool);
    Lease second = ended();
    clock.advance(Duration.ofSeconds(1));

    assertThat(store.retention().forgetLeases(clock.instant(), 1)).isEqualTo(1);

    assertThat(store.leases().lease(Drafts.PROJECT, first.id())).isEmpty();
    assertThat(store.leases().lease(Drafts.PROJECT, second.id())).isPresent();
  }

  @Test
  void aFinishedJobGoesWithItsItemsPieceByPiece() {
    given.free(pool);
    given.free(pool);
    Job job = cleanup();
    converge();
    Instant finished = clock.instant();
    assertThat(store.retention().forgetJobs(finished, 10)).isZero();
    clock.advance(Duration.ofSeconds(1));

    assertThat(store.retention().forgetJobs(clock.instant(), 2)).as("items").isEqualTo(2);
    assertThat(store.jobs().job(Drafts.PROJECT, job.id())).isPresent();
    assertThat(store.retention().forgetJobs(clock.instant(), 2)).as("the job").isEqualTo(1);

    assertThat(store.jobs().job(Drafts.PROJECT, job.id())).isEmpty();
    assertThat(store.retention().forgetJobs(clock.instant(), 2)).isZero();
  }

  @Test
  void severalJobsGoInOneCommit() {
    given.free(pool);
    Job first = cleanup();
    converge();
    given.free(pool);
    Job second = cleanup();
    converge();
    clock.advance(Duration.ofSeconds(1));

    assertThat(store.retention().forgetJobs(clock.instant(), 10)).isEqualTo(4);

    assertThat(store.jobs().job(Drafts.PROJECT, first.id())).isEmpty();
    assertThat(store.jobs().job(Drafts.PROJECT, second.id())).isEmpty();
  }

  @Test
  void anItemOutlivesTheTombstoneItTellsOf() {
    EnrolledAccount account = given.free(pool);
    Job job = cleanup();
    converge();
    clock.advance(Duration.ofSeconds(1));

    assertThat(store.retention().forgetTombstones(clock.instant(), 10)).isEqualTo(1);

    assertThat(store.jobs().items(Drafts.PROJECT, job.id(), firstPage()).items())
        .singleElement()
        .returns(null, Job.Item::account)
        .returns(account.account().username(), Job.Item::username)
        .returns(Job.Result.SUCCEEDED, Job.Item::result);
  }

  @Test
  void eventsGoTheOldestFirstAndNotMoreThanAskedFor() {
    given.free(pool);
    List<EventLog.Entry> before = events();
    clock.advance(Duration.ofSeconds(1));
    Instant cut = clock.instant();
    given.lease(pool);

    assertThat(store.retention().forgetEvents(cut, 1)).isEqualTo(1);
    assertThat(events()).hasSize(before.size()).doesNotContain(before.getLast());
    assertThat(store.retention().forgetEvents(cut, 100)).isEqualTo(before.size() - 1);

    assertThat(events())
        .singleElement()
        .returns(Event.Kind.ACCOUNT_LEASED, entry -> entry.event().kind());
    assertThat(store.retention().forgetEvents(cut, 100)).isZero();
  }

  private List<EventLog.Entry> events() {
    return store.events().events(Drafts.PROJECT, EventLog.Filter.all(), firstPage()).items();
  }

  private static Page.Request firstPage() {
    return Page.Request.first(Page.LARGEST);
  }

  /** A lease on the account that is free, ended now. */
  private Lease ended() {
    Lease lease = given.lease(pool);
    given.released(lease);
    return lease;
  }

  private void converge() {
    given.converge(given.due(pool.members().getFirst().service()));
  }

  private Job cleanup() {
    Selector selector = new Selector(pool.id(), Map.of(), List.of(), null, false);
    Event event = drafts.event(Event.Kind.CLEANUP_REQUESTED);
    Job job = drafts.job(Job.Kind.CLEANUP, pool, 0);
    return Promises.started(store.jobs().condemn(job, selector, event, Drafts.anyNumber()));
  }

  private Intended intend(EnrolledAccount draft) {
    return store.ledger().intend(List.of(drafts.intent(due(draft)))).getFirst();
  }

  private EnrolledAccount due(EnrolledAccount draft) {
    return Convergence.due(draft, clock.instant());
  }

  private EnrolledAccount named(String username) {
    EnrolledAccount draft = drafts.account(pool, FailurePolicy.RETRY, null, null, Map.of());
    Account account = draft.account();
    return new EnrolledAccount(
        new Account(
            account.id(),
            account.project(),
            account.pool(),
            username,
            null,
            account.secret(),
            Map.of(),
            Map.of(),
            account.state(),
            0,
            0,
            account.onFailure(),
            null,
            null,
            null,
            null,
            account.createdAt(),
            account.changedAt()),
        draft.enrollments());
  }
}
