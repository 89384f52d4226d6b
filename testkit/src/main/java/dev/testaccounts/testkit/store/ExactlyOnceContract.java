package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.job.AccountRow;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.pool.Pool;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a request began before its answer was lost: where it comes again, it finds its job by the
 * id, and changes nothing.
 */
public abstract class ExactlyOnceContract extends StoreContract {

  private static final List<AccountRow> ROWS = List.of(new AccountRow("alice", Map.of(), Map.of()));

  private Pool pool;

  @BeforeEach
  final void pool() {
    pool = given.pool("buyers", given.service("shop"));
  }

  @Test
  void aJobIsBegunOnceAndGoesOnAsItIs() {
    Job job = given.job(pool, 2);
    store.jobs().expand(job.id(), 0, List.of(intent()));
    reopen();
    long events = events();

    Job again = store.jobs().start(job, drafts.event(Event.Kind.JOB_STARTED));

    assertThat(again).isEqualTo(read(job)).returns(1, Job::planned);
    assertThat(events()).isEqualTo(events);
  }

  @Test
  void aJobWithRowsIsBegunOnce() {
    Job job = drafts.job(Job.Kind.CREATE, pool, 1);
    store.jobs().start(job, ROWS, drafts.event(Event.Kind.JOB_STARTED));
    store.jobs().expand(job.id(), 0, List.of(intent()));
    long events = events();

    Job again = store.jobs().start(job, ROWS, drafts.event(Event.Kind.JOB_STARTED));

    assertThat(again).isEqualTo(read(job)).returns(1, Job::planned);
    assertThat(store.jobs().rows(job.id(), 0, 9)).as("what is planned needs no row").isEmpty();
    assertThat(events()).isEqualTo(events);
  }

  @Test
  void aResetIsBegunOnceWhateverIsFreeByThen() {
    given.free(pool);
    Job job = drafts.job(Job.Kind.RESET, pool, 0);
    Job begun = store.jobs().start(job, all(), drafts.event(Event.Kind.JOB_STARTED));
    given.free(pool);
    long events = events();

    assertThat(store.jobs().start(job, all(), drafts.event(Event.Kind.JOB_STARTED)))
        .isEqualTo(begun)
        .returns(1, Job::total);
    assertThat(store.jobs().targets(job.id(), 0, 9)).hasSize(1);
    assertThat(events()).isEqualTo(events);
  }

  @Test
  void aCleanUpIsBegunOnceAndNotHeldAgainstTheCapTwice() {
    given.free(pool);
    Job job = drafts.job(Job.Kind.CLEANUP, null, 0);
    Job begun = condemn(job);
    Pool other = given.pool("sellers", given.service("stock"));
    var later = given.free(other).account().id();
    long events = events();

    assertThat(condemn(job)).isEqualTo(begun).returns(1, Job::total);
    assertThat(given.read(later).account().state()).isEqualTo(AccountState.FREE);
    assertThat(events()).isEqualTo(events);
  }

  @Test
  void ofManyWhoBeginTheSameJobAtOnceAllGetTheOneThatThereIs() throws Exception {
    Job job = drafts.job(Job.Kind.CREATE, pool, 1);
    Event event = drafts.event(Event.Kind.JOB_STARTED);
    long events = events();

    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Job>> begun =
          IntStream.range(0, 16)
              .mapToObj(i -> callers.submit(() -> store.jobs().start(job, event)))
              .toList();
      for (Future<Job> each : begun) {
        assertThat(each.get()).isEqualTo(job);
      }
    }

    assertThat(events()).isEqualTo(events + 1);
  }

  private Intent intent() {
    return drafts.intent(Convergence.due(drafts.account(pool), clock.instant()));
  }

  private Job condemn(Job job) {
    Event event = drafts.event(Event.Kind.CLEANUP_REQUESTED);
    return Promises.started(store.jobs().condemn(job, all(), event, Drafts.anyNumber()));
  }

  private static Selector all() {
    return new Selector(null, Map.of(), List.of(), null, AccountState.FREE, false);
  }

  private Job read(Job job) {
    return store.jobs().job(Drafts.PROJECT, job.id()).orElseThrow();
  }

  private long events() {
    return Promises.all(
            (Page.Request page) ->
                store.events().events(Drafts.PROJECT, EventLog.Filter.all(), page))
        .size();
  }
}
