package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.JobStore.Allowance;
import dev.testaccounts.core.job.JobStore.Condemned;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.pool.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clean-ups that are on record at once, and condemn their accounts piece by piece. */
public abstract class LargeCleanupContract extends StoreContract {

  private static final int PIECE = 2;

  @Test
  void nothingIsCondemnedBeforeItIsPlannedAndTheRequestIsOnRecord() {
    Pool pool = pool();
    List<Id> accounts = free(pool, 3);

    Job job = begin(selector(pool, true), 3);

    assertThat(read(job)).isEqualTo(job).returns(0, Job::planned).returns(3, Job::total);
    assertThat(accounts).allMatch(id -> state(id) == AccountState.FREE);
    assertThat(store.jobs().unplanned(null, 10)).containsExactly(job);
    assertThat(Promises.newestEvent(store))
        .returns(Event.Kind.CLEANUP_REQUESTED, Event::kind)
        .returns(job.id(), Event::job);
  }

  @Test
  void allAreCondemnedInTheirOrderAndTheJobEndsWithTheLast() {
    Pool pool = pool();
    List<Id> accounts = free(pool, 5);
    Job job = begin(selector(pool, true), 5);

    plan(job);
    assertThat(accounts.stream().map(this::state).toList())
        .containsExactly(
            AccountState.DELETING,
            AccountState.DELETING,
            AccountState.FREE,
            AccountState.FREE,
            AccountState.FREE);
    assertThat(read(job)).returns(2, Job::planned).returns(5, Job::total);
    planAll(job);

    assertThat(store.jobs().unplanned(null, 10)).isEmpty();
    assertThat(items(job)).extracting(Job.Item::account).containsExactlyElementsOf(accounts);
    for (Work work : given.due(pool.members().getFirst().service())) {
      given.observe(work, Given.converged(work));
    }
    assertThat(read(job))
        .returns(5, Job::total)
        .returns(5, Job::succeeded)
        .returns(true, Job::finished);
  }

  @Test
  void itGoesOnAfterARestart() {
    Pool pool = pool();
    free(pool, 5);
    Job job = begin(selector(pool, true), 5);
    plan(job);

    reopen();
    planAll(job);

    assertThat(read(job)).returns(5, Job::planned).returns(5, Job::total);
  }

  @Test
  void anEstimateThatWasTooLowOrTooHighIsCorrected() {
    Pool pool = pool();
    free(pool, 4);
    Job low = begin(selector(pool, true), 1);
    planAll(low);
    assertThat(read(low)).returns(4, Job::planned).returns(4, Job::total);

    free(pool, 1);
    Job high = begin(selector(pool, true), 9);
    planAll(high);
    assertThat(read(high)).returns(1, Job::planned).returns(1, Job::total);
  }

  @Test
  void oneOfNothingIsFinished() {
    Job job = begin(selector(pool(), true), 3);

    planAll(job);

    assertThat(read(job)).returns(0, Job::total).returns(true, Job::finished);
  }

  @Test
  void whatIsInNoServiceIsGoneAtOnce() {
    Pool pool = pool();
    given.pending(pool);
    given.pending(pool);
    given.pending(pool);
    Job job = begin(selector(pool, true), 3);

    planAll(job);

    assertThat(read(job)).returns(3, Job::succeeded).returns(true, Job::finished);
    assertThat(items(job)).allMatch(item -> item.result() == Job.Result.SUCCEEDED);
    assertThat(store.pools().existing(pool.id())).isZero();
  }

  @Test
  void leasesAreRevokedWhereTheyAreIncludedAndSparedWhereNot() {
    Pool pool = pool();
    free(pool, 3);
    Lease lease = given.lease(pool);

    planAll(begin(selector(pool, false), 3));
    assertThat(state(lease.account())).isEqualTo(AccountState.LEASED);

    planAll(begin(selector(pool, true), 1));
    assertThat(store.leases().lease(Drafts.PROJECT, lease.id()).orElseThrow().state())
        .isEqualTo(LeaseState.REVOKED);
  }

  @Test
  void whatWasMadeAfterwardsStays() {
    Pool pool = pool();
    free(pool, 3);
    Job job = begin(selector(pool, true), 3);
    clock.advance(Duration.ofSeconds(1));
    Id later = free(pool, 1).getFirst();

    planAll(job);

    assertThat(read(job).total()).isEqualTo(3);
    assertThat(state(later)).isEqualTo(AccountState.FREE);
  }

  @Test
  void allPartsOfTheSelectorAreKept() {
    Pool pool = pool();
    List<Id> accounts = free(pool, 4);
    Instant before = clock.instant().plusSeconds(1);
    Selector selector =
        new Selector(pool.id(), Map.of(), accounts.subList(1, 4), before, AccountState.FREE, false);

    planAll(begin(selector, 3));

    assertThat(accounts.stream().map(this::state).toList())
        .containsExactly(
            AccountState.FREE, AccountState.DELETING, AccountState.DELETING, AccountState.DELETING);
    assertThat(
            store
                .jobs()
                .count(
                    Drafts.PROJECT,
                    new Selector(null, Map.of("no", "such"), List.of(), null, true)))
        .isZero();
    assertThat(store.jobs().count(Drafts.PROJECT, selector(pool, true))).isEqualTo(1);
  }

  @Test
  void aPieceThatAnotherServerHasPlannedIsNotPlannedTwice() {
    Pool pool = pool();
    free(pool, 5);
    Job job = begin(selector(pool, true), 5);

    store.jobs().condemnNext(job.id(), 0, PIECE, clock.instant());
    store.jobs().condemnNext(job.id(), 0, PIECE, clock.instant());

    assertThat(read(job).planned()).isEqualTo(PIECE);
    assertThat(items(job)).hasSize(PIECE);
  }

  @Test
  void aCancelledOneSparesTheRest() {
    Pool pool = pool();
    List<Id> accounts = free(pool, 5);
    Job job = begin(selector(pool, true), 5);
    plan(job);

    assertThat(
            store.jobs().cancel(Drafts.PROJECT, job.id(), drafts.event(Event.Kind.JOB_CANCELLED)))
        .isPresent();
    store.jobs().condemnNext(job.id(), PIECE, PIECE, clock.instant());

    assertThat(read(job)).returns(PIECE, Job::planned).returns(PIECE, Job::total);
    assertThat(accounts.subList(PIECE, 5)).allMatch(id -> state(id) == AccountState.FREE);
    assertThat(store.jobs().unplanned(null, 10)).isEmpty();
  }

  @Test
  void oneThatIsOverTheCapWritesNothing() {
    Pool pool = pool();
    Job job = drafts.job(Job.Kind.CLEANUP, pool, 3);
    Event newest = Promises.newestEvent(store);

    assertThat(
            store
                .jobs()
                .condemnLater(
                    job, selector(pool, true), requested(), new Allowance(Instant.EPOCH, 2)))
        .isEqualTo(new Condemned.OverCap(3, 0));

    assertThat(store.jobs().job(Drafts.PROJECT, job.id())).isEmpty();
    assertThat(Promises.newestEvent(store)).isEqualTo(newest);
  }

  @Test
  void theSameRequestAgainIsTheSameJob() {
    Pool pool = pool();
    free(pool, 3);
    Job job = begin(selector(pool, true), 3);
    plan(job);

    assertThat(
            Promises.started(
                store
                    .jobs()
                    .condemnLater(job, selector(pool, true), requested(), Drafts.anyNumber())))
        .isEqualTo(read(job));
  }

  private Pool pool() {
    return given.pool("buyers", given.service("shop"));
  }

  private List<Id> free(Pool pool, int count) {
    List<Id> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      EnrolledAccount account = given.free(pool);
      made.add(account.account().id());
    }
    return made.stream().sorted(Comparator.comparing(Id::value)).toList();
  }

  private Job begin(Selector selector, int estimate) {
    Job job = drafts.job(Job.Kind.CLEANUP, null, estimate);
    return Promises.started(
        store.jobs().condemnLater(job, selector, requested(), Drafts.anyNumber()));
  }

  private Event requested() {
    return drafts.event(Event.Kind.CLEANUP_REQUESTED);
  }

  private void plan(Job job) {
    store.jobs().condemnNext(job.id(), read(job).planned(), PIECE, clock.instant());
  }

  private void planAll(Job job) {
    while (!store.jobs().unplanned(null, 10).isEmpty()) {
      plan(job);
    }
  }

  private static Selector selector(Pool pool, boolean includeLeased) {
    return new Selector(pool.id(), Map.of(), List.of(), null, includeLeased);
  }

  private AccountState state(Id account) {
    return given.read(account).account().state();
  }

  private Job read(Job job) {
    return store.jobs().job(Drafts.PROJECT, job.id()).orElseThrow();
  }

  private List<Job.Item> items(Job job) {
    return store.jobs().items(Drafts.PROJECT, job.id(), Page.Request.first(100)).items();
  }
}
