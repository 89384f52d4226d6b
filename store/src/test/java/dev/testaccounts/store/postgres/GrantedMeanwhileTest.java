package dev.testaccounts.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import dev.testaccounts.core.lease.LeaseStore.ClaimReply;
import dev.testaccounts.core.lease.LeaseStore.LeaseReply;
import dev.testaccounts.core.lease.LeaseStore.Release;
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

/** What another server grants between the locks of a change and its look is not there for it. */
final class GrantedMeanwhileTest {

  private final SettableClock clock = new SettableClock();
  private final Drafts drafts = new Drafts(clock);

  @Test
  void whoeverReleasesALeaseThatIsBeingGrantedHearsThatThereIsNone() throws Exception {
    PostgresFixture database = PostgresFixture.fresh();
    try (OpenStore one = database.open();
        OpenStore other = database.open();
        Wall wall = Wall.before(database.address());
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Given given = new Given(one, clock, drafts);
      Pool pool = given.pool("buyers", given.service("shop"));
      given.free(pool);
      given.free(pool);
      Lease held = given.lease(pool);
      Claim claim = drafts.claim(pool, Map.of());
      wall.standAt(held.account());

      // One waits for the account of the first lease, when it has already looked for the second.
      Future<List<LeaseReply>> released =
          callers.submit(
              () ->
                  one.leases()
                      .release(
                          List.of(drafts.release(held, LeaseState.RELEASED), early(claim, held))));
      wall.awaitOneThatWaits();
      assertThat(other.leases().claim(List.of(claim)).getFirst())
          .isInstanceOf(ClaimReply.Granted.class);
      wall.giveWay();

      assertThat(released.get().getFirst()).isInstanceOf(LeaseReply.Done.class);
      assertThat(released.get().getLast()).isEqualTo(new LeaseReply.NoSuchLease());
      Promises.check(one);
    }
  }

  private Release early(Claim claim, Lease like) {
    Release release = drafts.release(like, LeaseState.RELEASED);
    return new Release(
        release.project(),
        claim.lease(),
        null,
        release.how(),
        release.reason(),
        release.nextSecret(),
        release.actor(),
        release.now());
  }
}
