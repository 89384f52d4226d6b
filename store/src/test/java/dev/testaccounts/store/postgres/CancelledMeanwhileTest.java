package dev.testaccounts.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.testkit.SettableClock;
import dev.testaccounts.testkit.store.Drafts;
import dev.testaccounts.testkit.store.Given;
import dev.testaccounts.testkit.store.OpenStore;
import dev.testaccounts.testkit.store.Promises;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A clean-up that is cancelled while its next accounts are about to be condemned. */
final class CancelledMeanwhileTest {

  private final SettableClock clock = new SettableClock();
  private final Drafts drafts = new Drafts(clock);

  @Test
  void whoeverCondemnsForACancelledCleanupCondemnsNobody() throws Exception {
    PostgresFixture database = PostgresFixture.fresh();
    try (OpenStore one = database.open();
        OpenStore other = database.open();
        Wall wall = Wall.before(database.address());
        ExecutorService planners = Executors.newVirtualThreadPerTaskExecutor()) {
      Given given = new Given(one, clock, drafts);
      Pool pool = given.pool("buyers", given.service("shop"));
      List<EnrolledAccount> accounts = List.of(given.free(pool), given.free(pool));
      Job job = begun(one, pool);
      wall.standAt(accounts.getFirst().account().id());

      // It waits for the account when it has already seen that the job is not finished.
      Future<?> planner =
          planners.submit(() -> one.jobs().condemnNext(job.id(), 0, 2, clock.instant()));
      wall.awaitOneThatWaits();
      other.jobs().cancel(Drafts.PROJECT, job.id(), drafts.event(Event.Kind.JOB_CANCELLED));
      wall.giveWay();
      planner.get();

      Job cancelled = one.jobs().job(Drafts.PROJECT, job.id()).orElseThrow();
      assertThat(cancelled.finished()).isTrue();
      assertThat(cancelled.planned()).isEqualTo(cancelled.total());
      assertThat(one.jobs().unplanned(null, 1)).isEmpty();
      assertThat(accounts)
          .allMatch(each -> given.read(each.account().id()).account().state() == AccountState.FREE);
      Promises.check(one);
    }
  }

  private Job begun(OpenStore store, Pool pool) {
    Selector all = new Selector(pool.id(), Map.of(), List.of(), null, true);
    return Promises.started(
        store
            .jobs()
            .condemnLater(
                drafts.job(Job.Kind.CLEANUP, null, 2),
                all,
                drafts.event(Event.Kind.CLEANUP_REQUESTED),
                Drafts.anyNumber()));
  }
}
