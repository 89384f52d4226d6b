package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.AccountRow;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.JobStore.Expanded;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.pool.Pool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs whose items stand in rows: kept until planned, and planned as far as they can be. */
public abstract class JobRowContract extends StoreContract {

  private static final List<AccountRow> ROWS =
      List.of(
          new AccountRow("alice", Map.of("who", "a"), Map.of("country", "KR")),
          new AccountRow(null, Map.of(), Map.of()),
          new AccountRow("carol", Map.of(), Map.of()));

  private Pool pool;
  private Job job;

  @BeforeEach
  final void begin() {
    pool = given.pool("buyers", given.service("shop"));
    job = drafts.job(Job.Kind.CREATE, pool, 3);
    store.jobs().start(job, ROWS, drafts.event(Event.Kind.JOB_STARTED));
  }

  @Test
  void rowsComeBackAsTheyWereAndSurviveTheServer() {
    reopen();

    assertThat(store.jobs().rows(job.id(), 0, 9)).isEqualTo(ROWS);
    assertThat(store.jobs().rows(job.id(), 1, 1)).isEqualTo(ROWS.subList(1, 2));
    assertThat(store.jobs().rows(drafts.id(), 0, 9)).isEmpty();
    assertThat(store.jobs().unplanned(null, 9)).containsExactly(job);
    assertThat(Promises.newestEvent(store).kind()).isEqualTo(Event.Kind.JOB_STARTED);
  }

  @Test
  void rowsAreWrittenUpToTheFirstThatCannotBe() {
    Intent first = intent();
    Intent last = intent();

    assertThat(store.jobs().expand(job.id(), 0, List.of(first, first, last)))
        .isEqualTo(new Expanded(1, Intended.USERNAME_TAKEN));

    assertThat(read()).returns(1, Job::planned).returns(false, Job::finished);
    assertThat(items()).hasSize(1);
    assertThat(store.jobs().rows(job.id(), 1, 9)).isEqualTo(ROWS.subList(1, 3));
    assertThat(store.jobs().rows(job.id(), 0, 9)).as("what is planned is forgotten").hasSize(2);
    assertThat(store.jobs().expand(job.id(), 1, List.of(last, intent())))
        .isEqualTo(new Expanded(2, Intended.DONE));
    assertThat(read().planned()).isEqualTo(3);
  }

  @Test
  void whatIsPlannedAlreadyIsNotPlannedTwice() {
    store.jobs().expand(job.id(), 0, List.of(intent()));

    assertThat(store.jobs().expand(job.id(), 0, List.of(intent())))
        .isEqualTo(new Expanded(0, Intended.DONE));
    store.jobs().forgoNext(job.id(), 0, "taken", clock.instant());

    assertThat(items()).hasSize(1);
    assertThat(store.pools().existing(pool.id())).isEqualTo(1);
  }

  @Test
  void oneItemIsGivenUpWithItsReasonAndItsName() {
    store.jobs().forgoNext(job.id(), 0, "taken", clock.instant());

    assertThat(read()).returns(1, Job::planned).returns(1, Job::failed);
    assertThat(items()).containsExactly(new Job.Item(0, null, "alice", Job.Result.FAILED, "taken"));
  }

  @Test
  void theLastItemThatIsGivenUpEndsTheJob() {
    for (int i = 0; i < 4; i++) {
      store.jobs().forgoNext(job.id(), i, "taken", clock.instant());
    }

    assertThat(read())
        .returns(3, Job::planned)
        .returns(3, Job::failed)
        .returns(clock.instant(), Job::finishedAt);
  }

  @Test
  void aCancelledJobHasNoRows() {
    store.jobs().cancel(Drafts.PROJECT, job.id(), drafts.event(Event.Kind.JOB_CANCELLED));

    assertThat(store.jobs().rows(job.id(), 0, 9)).isEmpty();
    assertThat(read()).returns(3, Job::cancelled).returns(true, Job::finished);
  }

  private Intent intent() {
    return drafts.intent(
        Convergence.due(
            drafts.account(pool, FailurePolicy.RETRY, null, job.id(), Map.of()), clock.instant()));
  }

  private Job read() {
    return store.jobs().job(Drafts.PROJECT, job.id()).orElseThrow();
  }

  private List<Job.Item> items() {
    return store.jobs().items(Drafts.PROJECT, job.id(), Page.Request.first(100)).items();
  }
}
