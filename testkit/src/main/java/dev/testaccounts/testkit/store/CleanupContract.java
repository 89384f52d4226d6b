package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Clean-ups: a set of accounts to be deleted in one commit, each with a result. */
public abstract class CleanupContract extends StoreContract {

  @Test
  void aSetIsCondemnedAsEachAccountWouldBe() {
    Pool pool = given.pool("buyers", given.service("shop"), given.service("stock"));
    List<EnrolledAccount> accounts = inAllConditions(pool);
    clock.advance(Duration.ofSeconds(1));

    Job job = condemn(selector(pool.id(), true));

    assertThat(job.total()).isEqualTo(accounts.size());
    for (EnrolledAccount before : accounts) {
      EnrolledAccount after = given.read(before.account().id());
      EnrolledAccount expected =
          Convergence.condemn(before, after.account().reason(), clock.instant());
      assertThat(after.enrollments()).isEqualTo(expected.enrollments());
      assertThat(after.account()).isEqualTo(expected.account().withJob(job.id()));
      assertThat(trail(before.account().id())).contains(Event.Kind.ACCOUNT_CONDEMNED);
    }
  }

  /** Free, leased, cleaning, half made and claimed, waiting for a retry, quarantined. */
  private List<EnrolledAccount> inAllConditions(Pool pool) {
    TargetService shop = store.services().service(Drafts.PROJECT, "shop").orElseThrow();
    Id free = given.free(pool).account().id();
    Work half = given.begun(drafts.account(pool)).getFirst();
    given.observe(half, Given.converged(half));
    Work waiting = given.begun(drafts.account(pool)).getFirst();
    given.observe(
        waiting, new Outcome.Retry(Observed.UNKNOWN, clock.instant().plusSeconds(9), "x", null));
    Work refused = given.begun(drafts.account(pool)).getFirst();
    given.observe(refused, new Outcome.Failed(Observed.UNKNOWN, "refused"));
    Work claimed = given.begun(drafts.account(pool)).getFirst();
    clock.advance(Duration.ofMillis(1));
    Id cleaning = given.free(pool).account().id();
    Lease lease = given.lease(pool);
    assertThat(lease.account()).isEqualTo(free);
    given.released(given.lease(pool));
    assertThat(given.read(cleaning).in(shop.id()).stale()).isTrue();
    return Stream.of(
            free,
            cleaning,
            half.account().id(),
            waiting.account().id(),
            refused.account().id(),
            claimed.account().id())
        .map(given::read)
        .toList();
  }

  @Test
  void liveLeasesOfTheCondemnedAreRevoked() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    Lease lease = given.lease(pool);

    condemn(selector(pool.id(), true));

    assertThat(store.leases().lease(Drafts.PROJECT, lease.id()).orElseThrow())
        .returns(LeaseState.REVOKED, Lease::state)
        .returns(clock.instant(), Lease::endedAt)
        .doesNotReturn(null, Lease::endReason);
    assertThat(trail(lease.account())).contains(Event.Kind.LEASE_REVOKED);
  }

  @Test
  void theJobEndsWithItsLastAccount() {
    Pool pool = given.pool("buyers", given.service("shop"));
    EnrolledAccount first = given.free(pool);
    given.free(pool);
    Job job = condemn(selector(pool.id(), false));
    assertThat(items(job)).hasSize(2).allMatch(item -> item.result() == Job.Result.PENDING);

    List<Work> works = given.due(pool.members().getFirst().service());
    given.observe(works.get(0), new Outcome.Failed(Observed.PRESENT, "forbidden"));
    given.observe(works.get(1), Given.converged(works.get(1)));

    assertThat(read(job))
        .returns(1, Job::failed)
        .returns(1, Job::succeeded)
        .returns(true, Job::finished);
    assertThat(items(job).getFirst().account()).isEqualTo(first.account().id());
    assertThat(Promises.newestEvent(store).kind()).isEqualTo(Event.Kind.JOB_FINISHED);
  }

  @Test
  void whatIsInNoServiceIsGoneAtOnce() {
    Pool pool = given.pool("buyers", given.service("shop"));
    EnrolledAccount pending = given.pending(pool);

    Job job = condemn(selector(pool.id(), false));

    assertThat(job).returns(1, Job::total).returns(1, Job::succeeded).returns(true, Job::finished);
    assertThat(items(job).getFirst().result()).isEqualTo(Job.Result.SUCCEEDED);
    assertThat(given.read(pending.account().id()).account().state())
        .isEqualTo(AccountState.DELETED);
    assertThat(trail(pending.account().id())).endsWith(Event.Kind.ACCOUNT_DELETED);
    assertThat(store.pools().existing(pool.id())).isZero();
  }

  @Test
  void aCleanupOfNothingIsFinished() {
    Pool pool = given.pool("buyers", given.service("shop"));

    assertThat(condemn(selector(pool.id(), true)))
        .returns(0, Job::total)
        .returns(clock.instant(), Job::finishedAt);
  }

  @Test
  void aJobThatWaitedForTheAccountLearnsThatItIsGone() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Job creation = given.job(pool, 1);
    EnrolledAccount draft =
        drafts.account(pool, FailurePolicy.RETRY, null, creation.id(), Map.of());
    EnrolledAccount due = Convergence.due(draft, clock.instant());
    store.jobs().expand(creation.id(), 0, List.of(drafts.intent(due)));

    condemn(selector(pool.id(), true));

    assertThat(read(creation)).returns(1, Job::failed).returns(true, Job::finished);
    assertThat(items(creation).getFirst().message()).isEqualTo("deleted before it was ready");
  }

  @Test
  void whatIsBeingDeletedAlreadyIsNotCondemnedTwice() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    Job first = condemn(selector(pool.id(), true));

    assertThat(condemn(selector(pool.id(), true)).total()).isZero();

    assertThat(read(first).finished()).isFalse();
  }

  @Test
  void whatCouldNotBeDeletedCanBeCondemnedAgain() {
    Pool pool = given.pool("buyers", given.service("shop"));
    EnrolledAccount free = given.free(pool);
    condemn(selector(pool.id(), true));
    Work work = given.due(pool.members().getFirst().service()).getFirst();
    given.observe(work, new Outcome.Failed(Observed.PRESENT, "forbidden"));

    assertThat(condemn(selector(pool.id(), true)).total()).isEqualTo(1);

    assertThat(given.read(free.account().id()).enrollments())
        .singleElement()
        .returns(clock.instant(), Enrollment::dueAt)
        .returns(0, Enrollment::failures);
  }

  @Test
  void theRequestIsOnRecordWithItsJob() {
    Job job = condemn(selector(given.pool("buyers", given.service("shop")).id(), true));

    assertThat(
            Promises.all(
                page ->
                    store
                        .events()
                        .events(Drafts.PROJECT, new EventLog.Filter(null, null, job.id()), page)))
        .extracting(entry -> entry.event().kind())
        .containsExactly(Event.Kind.JOB_FINISHED, Event.Kind.CLEANUP_REQUESTED);
  }

  private Job condemn(Selector selector) {
    Job job = drafts.job(Job.Kind.CLEANUP, null, 0);
    return Promises.started(
        store
            .jobs()
            .condemn(
                job, selector, drafts.event(Event.Kind.CLEANUP_REQUESTED), Drafts.anyNumber()));
  }

  private static Selector selector(Id pool, boolean includeLeased) {
    return new Selector(pool, Map.of(), List.of(), null, includeLeased);
  }

  private Job read(Job job) {
    return store.jobs().job(Drafts.PROJECT, job.id()).orElseThrow();
  }

  private List<Job.Item> items(Job job) {
    return store.jobs().items(Drafts.PROJECT, job.id(), Page.Request.first(100)).items();
  }
}
