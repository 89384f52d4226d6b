package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.Convergence.Begun;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.JobStore.Expanded;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Jobs that make accounts: planned piece by piece, finished by their last account. */
public abstract class JobStoreContract extends StoreContract {

  @Test
  void everyFieldComesBackAsItWas() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Job job =
        new Job(
            drafts.id(),
            Drafts.PROJECT,
            Job.Kind.CREATE,
            pool.id(),
            Map.of("run", "gh-1"),
            9,
            4,
            2,
            1,
            1,
            "ci",
            clock.instant(),
            clock.instant(),
            clock.instant().plusSeconds(1));

    store.jobs().start(job, drafts.event(Event.Kind.JOB_STARTED));

    assertThat(store.jobs().job(Drafts.PROJECT, job.id())).contains(job);
    assertThat(store.jobs().job("other", job.id())).isEmpty();
    assertThat(Promises.newestEvent(store).kind()).isEqualTo(Event.Kind.JOB_STARTED);
  }

  @Test
  void aPieceIsWrittenWithItsItemsAndCountsAsPlanned() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Job job = given.job(pool, 3);
    List<Intent> piece = intents(pool, job, 2);

    assertThat(store.jobs().expand(job.id(), 0, piece)).isEqualTo(new Expanded(2, Intended.DONE));

    assertThat(read(job)).returns(2, Job::planned).returns(null, Job::finishedAt);
    assertThat(items(job))
        .isEqualTo(
            IntStream.range(0, 2)
                .mapToObj(index -> pending(index, piece.get(index).account()))
                .toList());
    assertThat(given.due(pool.members().getFirst().service())).hasSize(2);
  }

  @Test
  void whatIsNotPlannedIsPromised() {
    Pool pool = given.pool("buyers", given.service("shop"));
    assertThat(store.jobs().promised(pool.id())).isZero();
    Job job = given.job(pool, 3);
    given.job(pool, 4);
    given.job(given.pool("sellers", given.service("mail")), 5);
    store.jobs().expand(job.id(), 0, intents(pool, job, 2));

    assertThat(store.jobs().promised(pool.id())).isEqualTo(1 + 4);

    store.jobs().forgo(job.id(), "the pool is full", clock.instant());
    assertThat(store.jobs().promised(pool.id())).isEqualTo(4);
  }

  @Test
  void aPieceThatIsPlannedAlreadyIsNotPlannedTwice() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Job job = given.job(pool, 3);
    store.jobs().expand(job.id(), 0, intents(pool, job, 2));

    assertThat(store.jobs().expand(job.id(), 0, intents(pool, job, 2)))
        .isEqualTo(new Expanded(0, Intended.DONE));

    assertThat(items(job)).hasSize(2);
    assertThat(store.pools().existing(pool.id())).isEqualTo(2);
  }

  @Test
  void aPieceIsWrittenUpToTheFirstThatIsRefused() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Job job = given.job(pool, 3);
    List<Intent> good = intents(pool, job, 1);

    assertThat(store.jobs().expand(job.id(), 0, List.of(good.getFirst(), good.getFirst())))
        .isEqualTo(new Expanded(1, Intended.USERNAME_TAKEN));

    assertThat(read(job).planned()).isEqualTo(1);
    assertThat(items(job)).hasSize(1);
    assertThat(store.pools().existing(pool.id())).isEqualTo(1);
    assertThat(store.jobs().expand(job.id(), 1, intents(pool, job, 1)))
        .isEqualTo(new Expanded(1, Intended.DONE));
  }

  @Test
  void aPoolIsFilledUpToItsLastPlace() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Job job = given.job(pool, 3);
    List<Intent> three =
        intents(pool, job, 3).stream()
            .map(each -> new Intent(each.account(), 2, each.event()))
            .toList();

    assertThat(store.jobs().expand(job.id(), 0, three))
        .isEqualTo(new Expanded(2, Intended.POOL_FULL));

    assertThat(read(job).planned()).isEqualTo(2);
    assertThat(store.pools().existing(pool.id())).isEqualTo(2);
  }

  @Test
  void whatIsClaimedWithItsIntentIsNobodyElsesUntilTheClaimRunsOut() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Id service = pool.members().getFirst().service();
    Job job = given.job(pool, 2);
    Instant end = clock.instant().plusSeconds(40);
    List<Begun> begun =
        IntStream.range(0, 2)
            .mapToObj(i -> drafts.account(pool, FailurePolicy.RETRY, null, job.id(), Map.of()))
            .map(draft -> Convergence.begin(draft, end))
            .toList();

    store
        .jobs()
        .expand(job.id(), 0, begun.stream().map(Begun::account).map(drafts::intent).toList());

    assertThat(given.due(service)).isEmpty();
    Work work = begun.getFirst().works().getFirst();
    given.observe(work, Given.converged(work));
    assertThat(read(job)).returns(1, Job::succeeded);
    clock.advance(Duration.ofSeconds(40));
    assertThat(given.due(service))
        .extracting(each -> each.account().id())
        .containsExactly(begun.getLast().account().account().id());
  }

  @Test
  void theLastAccountEndsTheJob() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Job job = given.job(pool, 2);
    store.jobs().expand(job.id(), 0, intents(pool, job, 2));
    List<Work> works = given.due(pool.members().getFirst().service());

    given.observe(works.get(0), Given.converged(works.get(0)));
    assertThat(read(job)).returns(1, Job::succeeded).returns(false, Job::finished);
    clock.advance(Duration.ofSeconds(1));
    given.observe(works.get(1), new Outcome.Failed(Observed.ABSENT, "invalid"));

    assertThat(read(job))
        .returns(1, Job::succeeded)
        .returns(1, Job::failed)
        .returns(clock.instant(), Job::finishedAt);
    assertThat(items(job))
        .extracting(Job.Item::result)
        .containsExactlyInAnyOrder(Job.Result.SUCCEEDED, Job.Result.FAILED);
    assertThat(items(job)).extracting(Job.Item::message).containsOnlyOnce("invalid");
    assertThat(Promises.newestEvent(store))
        .returns(Event.Kind.JOB_FINISHED, Event::kind)
        .returns(job.id(), Event::job);
  }

  @Test
  void anAccountAtRestIsNoLongerTheJobs() {
    TargetService shop = given.service("shop");
    Pool pool = given.pool("buyers", shop);
    Job job = given.job(pool, 1);
    store.jobs().expand(job.id(), 0, intents(pool, job, 1));
    Work work = given.due(shop.id()).getFirst();

    assertThat(given.observe(work, Given.converged(work)).orElseThrow().account().job()).isNull();

    given.released(given.lease(pool));
    given.converge(given.due(shop.id()));
    assertThat(read(job)).returns(1, Job::succeeded).returns(0, Job::failed);
    assertThat(given.read(work.account().id()).account().job()).isNull();
  }

  @Test
  void whatIsForgoneHasItsResultAndEndsTheJobWithTheRest() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Job job = given.job(pool, 4);
    store.jobs().expand(job.id(), 0, intents(pool, job, 1));

    store.jobs().forgo(job.id(), "the pool is full", clock.instant());

    assertThat(read(job))
        .returns(4, Job::planned)
        .returns(3, Job::failed)
        .returns(null, Job::finishedAt);
    assertThat(items(job).subList(1, 4)).containsExactly(forgone(1), forgone(2), forgone(3));
    given.converge(given.due(pool.members().getFirst().service()));
    assertThat(read(job)).returns(1, Job::succeeded).returns(clock.instant(), Job::finishedAt);
  }

  @Test
  void aJobThatIsForgoneAsAWholeEndsAtOnceAndOnce() {
    Job job = given.job(given.pool("buyers", given.service("shop")), 2);

    store.jobs().forgo(job.id(), "the pool is full", clock.instant());
    store.jobs().forgo(job.id(), "the pool is full", clock.instant());

    assertThat(read(job)).returns(2, Job::failed).returns(clock.instant(), Job::finishedAt);
    assertThat(items(job)).hasSize(2);
  }

  @Test
  void theOldestUnplannedJobComesFirst() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Job first = given.job(pool, 1);
    clock.advance(Duration.ofMillis(1));
    Job second = given.job(pool, 1);

    assertThat(store.jobs().unplanned(null, 10)).containsExactly(first, second);
    assertThat(store.jobs().unplanned(null, 1)).containsExactly(first);
    assertThat(store.jobs().unplanned(first.id(), 10)).containsExactly(second);
    assertThat(store.jobs().unplanned(second.id(), 10)).isEmpty();
    store.jobs().expand(first.id(), 0, intents(pool, first, 1));
    assertThat(store.jobs().unplanned(null, 10)).containsExactly(second);
  }

  @Test
  void jobsAreListedNewestFirst() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Job first = given.job(pool, 3);
    clock.advance(Duration.ofMillis(1));
    Job second = given.job(pool, 1);

    Page<Job> page = store.jobs().jobs(Drafts.PROJECT, Page.Request.first(1));
    assertThat(page.items()).containsExactly(second);
    assertThat(store.jobs().jobs(Drafts.PROJECT, new Page.Request(9, page.next())).items())
        .containsExactly(read(first));
    assertThat(store.jobs().jobs("other", Page.Request.first(9)).items()).isEmpty();
  }

  @Test
  void itemsAreListedInTheirOrder() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Job job = given.job(pool, 3);
    store.jobs().expand(job.id(), 0, intents(pool, job, 3));

    Page<Job.Item> page = page(Drafts.PROJECT, job, null);

    assertThat(page.items()).extracting(Job.Item::index).containsExactly(0, 1);
    assertThat(page(Drafts.PROJECT, job, page.next()).items())
        .extracting(Job.Item::index)
        .containsExactly(2);
    assertThat(page("other", job, null).items()).isEmpty();
  }

  private Page<Job.Item> page(String project, Job job, @Nullable String after) {
    return store.jobs().items(project, job.id(), new Page.Request(2, after));
  }

  private List<Intent> intents(Pool pool, Job job, int count) {
    return IntStream.range(0, count).mapToObj(index -> intent(pool, job.id())).toList();
  }

  private Intent intent(Pool pool, Id job) {
    EnrolledAccount draft = drafts.account(pool, FailurePolicy.RETRY, null, job, Map.of());
    return drafts.intent(Convergence.due(draft, clock.instant()));
  }

  private Job read(Job job) {
    return store.jobs().job(Drafts.PROJECT, job.id()).orElseThrow();
  }

  private List<Job.Item> items(Job job) {
    return store.jobs().items(Drafts.PROJECT, job.id(), Page.Request.first(100)).items();
  }

  private static Job.Item pending(int index, EnrolledAccount account) {
    return new Job.Item(
        index, account.account().id(), account.account().username(), Job.Result.PENDING, null);
  }

  private static Job.Item forgone(int index) {
    return new Job.Item(index, null, null, Job.Result.FAILED, "the pool is full");
  }
}
