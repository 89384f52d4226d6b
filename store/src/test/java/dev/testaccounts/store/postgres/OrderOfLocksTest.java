package dev.testaccounts.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.job.JobStore.Allowance;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.testkit.SettableClock;
import dev.testaccounts.testkit.store.Drafts;
import dev.testaccounts.testkit.store.Given;
import dev.testaccounts.testkit.store.OpenStore;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A clean-up counts deletions and then locks its accounts: whoever does both does so, too. */
final class OrderOfLocksTest {

  private final SettableClock clock = new SettableClock();
  private final Drafts drafts = new Drafts(clock);

  @Test
  void whoWaitsToCountHasLockedNoAccount() throws Exception {
    PostgresFixture database = PostgresFixture.fresh();
    try (OpenStore store = database.open();
        Wall wall = Wall.before(database.address());
        ExecutorService sweeps = Executors.newVirtualThreadPerTaskExecutor()) {
      Given given = new Given(store, clock, drafts);
      Pool pool = given.pool("buyers", given.service("shop"));
      Id account = given.free(pool).account().id();
      wall.standAtDeletions();

      Future<Boolean> sweep = sweeps.submit(() -> forgotten(store, account));
      wall.awaitOneThatWaits();
      assertThat(wall.isFree(account)).isTrue();
      wall.giveWay();

      assertThat(sweep.get()).isTrue();
    }
  }

  private boolean forgotten(OpenStore store, Id account) {
    Intervention deletion =
        new Intervention(
            Drafts.PROJECT,
            account,
            Intervention.Action.DELETE,
            Drafts.next("next"),
            null,
            "operator",
            clock.instant());
    return store
        .jobs()
        .condemnVanished(Drafts.PROJECT, List.of(deletion), new Allowance(clock.instant(), 9))
        .isPresent();
  }
}
