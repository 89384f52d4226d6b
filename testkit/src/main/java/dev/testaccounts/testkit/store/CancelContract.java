package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.pool.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that are cancelled: what is not begun never is, what is under way ends truthfully. */
public abstract class CancelContract extends StoreContract {

  private Pool pool;

  @BeforeEach
  final void pool() {
    pool = given.pool("buyers", given.service("shop"));
  }

  @Test
  void whatIsNotPlannedNeverIs() {
    Job job = given.job(pool, 3);
    clock.advance(Duration.ofSeconds(1));

    Job cancelled = cancel(job);

    assertThat(cancelled)
        .returns(3, Job::cancelled)
        .returns(3, Job::planned)
        .returns(clock.instant(), Job::cancelledAt)
        .returns(clock.instant(), Job::finishedAt);
    assertThat(items(job))
        .containsExactly(
            new Job.Item(0, null, null, Job.Result.CANCELLED, "cancelled by tester"),
            new Job.Item(1, null, null, Job.Result.CANCELLED, "cancelled by tester"),
            new Job.Item(2, null, null, Job.Result.CANCELLED, "cancelled by tester"));
    assertThat(store.jobs().unplanned(null, 10)).isEmpty();
    store.jobs().expand(job.id(), 0, intents(job, 1));
    assertThat(store.pools().existing(pool.id())).isZero();
  }

  @Test
  void whatNobodyBeganLeavesNothing() {
    Job job = given.job(pool, 2);
    List<Intent> intents = intents(job, 2);
    store.jobs().expand(job.id(), 0, intents);

    assertThat(cancel(job)).returns(2, Job::cancelled).returns(true, Job::finished);

    assertThat(items(job))
        .allMatch(item -> item.result() == Job.Result.CANCELLED && item.account() != null);
    assertThat(given.due(pool.members().getFirst().service())).isEmpty();
    for (Intent intent : intents) {
      Id account = intent.account().account().id();
      assertThat(given.read(account).account())
          .returns(AccountState.DELETED, each -> each.state())
          .returns("its job was cancelled", each -> each.reason())
          .returns(null, each -> each.job());
      assertThat(trail(account)).endsWith(Event.Kind.ACCOUNT_ABANDONED, Event.Kind.ACCOUNT_DELETED);
    }
    assertThat(store.pools().existing(pool.id())).isZero();
  }

  @Test
  void whatIsUnderWayEndsAsItEnds() {
    Job job = given.job(pool, 3);
    store.jobs().expand(job.id(), 0, intents(job, 1));
    Work begun = given.due(pool.members().getFirst().service()).getFirst();
    store.jobs().expand(job.id(), 1, intents(job, 1));

    assertThat(cancel(job)).returns(2, Job::cancelled).returns(false, Job::finished);
    assertThat(items(job).getFirst().result()).isEqualTo(Job.Result.PENDING);
    given.observe(begun, Given.converged(begun));

    assertThat(read(job))
        .returns(1, Job::succeeded)
        .returns(2, Job::cancelled)
        .returns(0, Job::failed)
        .returns(true, Job::finished);
    assertThat(given.read(begun.account().id()).account().state()).isEqualTo(AccountState.FREE);
  }

  @Test
  void toCancelTwiceOrWhenFinishedChangesNothing() {
    Job open = given.job(pool, 1);
    Job cancelled = cancel(open);
    Job done = given.job(pool, 1);
    store.jobs().forgo(done.id(), "the pool is full", clock.instant());
    Job finished = read(done);
    clock.advance(Duration.ofSeconds(1));

    assertThat(cancel(open)).isEqualTo(cancelled);
    assertThat(cancel(done)).isEqualTo(finished).returns(null, Job::cancelledAt);

    assertThat(Promises.newestEvent(store).kind()).isEqualTo(Event.Kind.JOB_FINISHED);
  }

  @Test
  void aJobOfAnotherProjectIsNotThere() {
    Job job = given.job(pool, 1);

    assertThat(store.jobs().cancel("other", job.id(), drafts.event(Event.Kind.JOB_CANCELLED)))
        .isEmpty();
    assertThat(
            store
                .jobs()
                .cancel(Drafts.PROJECT, drafts.id(), drafts.event(Event.Kind.JOB_CANCELLED)))
        .isEqualTo(Optional.empty());
    assertThat(read(job)).isEqualTo(job);
  }

  @Test
  void itStaysCancelledWhenTheStoreIsOpenedAnew() {
    Job job = given.job(pool, 2);
    Job cancelled = cancel(job);

    reopen();

    assertThat(read(job)).isEqualTo(cancelled);
    assertThat(store.jobs().unplanned(null, 10)).isEmpty();
  }

  private Job cancel(Job job) {
    return store
        .jobs()
        .cancel(Drafts.PROJECT, job.id(), drafts.event(Event.Kind.JOB_CANCELLED))
        .orElseThrow();
  }

  private List<Intent> intents(Job job, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> drafts.account(pool, FailurePolicy.RETRY, null, job.id(), Map.of()))
        .map(draft -> drafts.intent(Convergence.due(draft, clock.instant())))
        .toList();
  }

  private Job read(Job job) {
    return store.jobs().job(Drafts.PROJECT, job.id()).orElseThrow();
  }

  private List<Job.Item> items(Job job) {
    return store.jobs().items(Drafts.PROJECT, job.id(), Page.Request.first(100)).items();
  }
}
