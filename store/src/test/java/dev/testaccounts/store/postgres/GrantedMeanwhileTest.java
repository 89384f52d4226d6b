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
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What another server grants between the locks of a change and its look is not there for it. */
final class GrantedMeanwhileTest {

  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
          + " AND wait_event_type = 'Lock'";

  private final SettableClock clock = new SettableClock();
  private final Drafts drafts = new Drafts(clock);

  @Test
  void whoeverReleasesALeaseThatIsBeingGrantedHearsThatThereIsNone() throws Exception {
    PostgresFixture database = PostgresFixture.fresh();
    try (OpenStore one = database.open();
        OpenStore other = database.open();
        Connection wall = PostgresAddress.parse(database.address()).connect();
        Connection watch = PostgresAddress.parse(database.address()).connect();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Given given = new Given(one, clock, drafts);
      Pool pool = given.pool("buyers", given.service("shop"));
      given.free(pool);
      given.free(pool);
      Lease held = given.lease(pool);
      Claim claim = drafts.claim(pool, Map.of());
      stand(wall, held);

      // One waits for the account of the first lease, when it has already looked for the second.
      Future<List<LeaseReply>> released =
          callers.submit(
              () ->
                  one.leases()
                      .release(
                          List.of(drafts.release(held, LeaseState.RELEASED), early(claim, held))));
      awaitOneThatWaits(watch);
      assertThat(other.leases().claim(List.of(claim)).getFirst())
          .isInstanceOf(ClaimReply.Granted.class);
      wall.rollback();

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

  private static void stand(Connection wall, Lease held) throws SQLException {
    wall.setAutoCommit(false);
    try (Statement statement = wall.createStatement()) {
      statement.execute(
          "SELECT 1 FROM account WHERE id = '" + held.account().value() + "' FOR UPDATE");
    }
  }

  /** Outside of any transaction, within which the database would go on saying the same. */
  private static void awaitOneThatWaits(Connection watch) throws SQLException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    int waiting = 0;
    while (waiting == 0) {
      assertThat(System.nanoTime()).as("nobody ever waited").isLessThan(end);
      try (Statement statement = watch.createStatement();
          ResultSet result = statement.executeQuery(WAITING)) {
        result.next();
        waiting = result.getInt(1);
      }
    }
  }
}
