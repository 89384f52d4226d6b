package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bulk resets: their items are chosen at once, and done piece by piece. */
public abstract class ResetJobContract extends StoreContract {

  private TargetService shop;
  private Pool pool;

  @BeforeEach
  final void pool() {
    shop = given.service("shop");
    pool = given.pool("buyers", shop);
  }

  @Test
  void whatIsFreeAndFitsIsChosen() {
    Id first = given.free(pool).account().id();
    Id second = given.free(pool).account().id();
    given.pending(pool);
    given.free(given.pool("sellers", shop));

    Job job = start();

    assertThat(job).returns(2, Job::total).returns(0, Job::planned).returns(false, Job::finished);
    assertThat(store.jobs().targets(job.id(), 0, 9)).containsExactly(first, second);
    assertThat(store.jobs().targets(job.id(), 1, 1)).containsExactly(second);
    assertThat(store.jobs().targets(job.id(), 0, 1)).containsExactly(first);
    assertThat(items(job)).allMatch(item -> item.result() == Job.Result.PENDING).hasSize(2);
    assertThat(given.read(first).account().state()).isEqualTo(AccountState.FREE);
    reopen();
    assertThat(store.jobs().unplanned(null, 9)).containsExactly(job);
  }

  @Test
  void aResetOfNothingIsFinished() {
    assertThat(start()).returns(0, Job::total).returns(clock.instant(), Job::finishedAt);
  }

  @Test
  void anItemThatIsTriedAgainTellsWhatKeepsIt() {
    given.free(pool);
    Job job = start();
    store.jobs().intervene(job.id(), 0, resets(job));
    Work work = given.due(shop.id()).getFirst();
    assertThat(items(job)).extracting(Job.Item::message).containsOnlyNulls();

    given.observe(
        work,
        new Outcome.Retry(Observed.UNKNOWN, clock.instant().plusSeconds(9), "out of order", null));

    assertThat(items(job).getFirst())
        .returns(Job.Result.PENDING, Job.Item::result)
        .returns("out of order", Job.Item::message);
  }

  @Test
  void eachItemEndsWithItsAccount() {
    Id good = given.free(pool).account().id();
    given.free(pool);
    Job job = start();

    store.jobs().intervene(job.id(), 0, resets(job));
    assertThat(read(job)).returns(2, Job::planned).returns(false, Job::finished);
    assertThat(given.read(good).account().state()).isEqualTo(AccountState.CLEANING);
    List<Work> works = given.due(shop.id());
    given.observe(works.get(0), Given.converged(works.get(0)));
    given.observe(works.get(1), new Outcome.Failed(Observed.UNKNOWN, "broken"));

    assertThat(read(job))
        .returns(1, Job::succeeded)
        .returns(1, Job::failed)
        .returns(true, Job::finished);
    assertThat(given.read(works.get(0).account().id()).account())
        .returns(AccountState.FREE, each -> each.state())
        .returns(null, each -> each.job());
    assertThat(items(job)).extracting(Job.Item::message).containsOnlyOnce("broken");
  }

  @Test
  void whatIsLeasedMeanwhileIsLeftAlone() {
    given.free(pool);
    Job job = start();
    Lease lease = given.lease(pool);

    store.jobs().intervene(job.id(), 0, resets(job));

    assertThat(given.read(lease.account()).account().state()).isEqualTo(AccountState.LEASED);
    assertThat(read(job)).returns(1, Job::failed).returns(true, Job::finished);
    assertThat(items(job)).extracting(Job.Item::message).containsExactly("not free any more");
  }

  @Test
  void whatIsDoneAlreadyIsNotDoneTwice() {
    Id free = given.free(pool).account().id();
    Job job = start();
    store.jobs().intervene(job.id(), 0, resets(job));
    given.converge(given.due(shop.id()));

    store.jobs().intervene(job.id(), 0, resets(job));

    assertThat(given.read(free).account().state()).isEqualTo(AccountState.FREE);
    assertThat(read(job)).returns(1, Job::succeeded).returns(0, Job::failed);
  }

  @Test
  void whatIsNotDoneWhenItIsCancelledStaysFree() {
    Id free = given.free(pool).account().id();
    Job job = start();

    store.jobs().cancel(Drafts.PROJECT, job.id(), drafts.event(Event.Kind.JOB_CANCELLED));

    assertThat(given.read(free).account().state()).isEqualTo(AccountState.FREE);
    assertThat(read(job)).returns(1, Job::cancelled).returns(true, Job::finished);
    assertThat(items(job))
        .singleElement()
        .returns(free, Job.Item::account)
        .returns(Job.Result.CANCELLED, Job.Item::result);
  }

  private Job start() {
    Selector selector = new Selector(pool.id(), Map.of(), List.of(), null, false);
    return store
        .jobs()
        .start(drafts.job(Job.Kind.RESET, pool, 0), selector, drafts.event(Event.Kind.JOB_STARTED));
  }

  private List<Intervention> resets(Job job) {
    return store.jobs().targets(job.id(), 0, 9).stream()
        .map(
            account ->
                new Intervention(
                    Drafts.PROJECT,
                    account,
                    Intervention.Action.RESET,
                    Drafts.next("next-" + account),
                    job.id(),
                    "operator",
                    clock.instant()))
        .toList();
  }

  private Job read(Job job) {
    return store.jobs().job(Drafts.PROJECT, job.id()).orElseThrow();
  }

  private List<Job.Item> items(Job job) {
    return store.jobs().items(Drafts.PROJECT, job.id(), Page.Request.first(100)).items();
  }
}
