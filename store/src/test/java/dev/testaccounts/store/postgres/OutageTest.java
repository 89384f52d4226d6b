package dev.testaccounts.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.testkit.SettableClock;
import dev.testaccounts.testkit.store.Drafts;
import dev.testaccounts.testkit.store.Given;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database goes away, and comes back. */
final class OutageTest {

  private final SettableClock clock = new SettableClock();
  private final Drafts drafts = new Drafts(clock);
  private String address;
  private String name;
  private PostgresStore store;
  private Given given;
  private Pool pool;

  @BeforeEach
  void open() {
    address = TestDatabases.fresh();
    name = address.substring(address.lastIndexOf('/') + 1);
    store = PostgresStore.open(address);
    given = new Given(PostgresFixture.ports(store), clock, drafts);
    pool = given.pool("buyers", given.service("shop"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void anAbsentDatabaseIsAFaultAndNeverNoneFree() {
    given.free(pool);
    goAway();

    assertThat(store.healthy()).isFalse();
    assertThatThrownBy(() -> store.leases().claim(List.of(drafts.claim(pool, Map.of()))))
        .isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> store.pools().pool(Drafts.PROJECT, "buyers"))
        .isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> PostgresStore.open(address))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(name)
        .hasMessageNotContaining("postgres:postgres");

    comeBack();
    awaitHealthy();
    assertThat(given.lease(pool)).isInstanceOf(Lease.class);
  }

  @Test
  void connectionsThatWereCutAreMadeAgainAndNobodyHearsOfIt() {
    given.free(pool);
    cut();

    Lease lease = given.lease(pool);
    cut();

    assertThat(store.leases().lease(Drafts.PROJECT, lease.id())).contains(lease);
  }

  @Test
  void aStoreThatIsClosedSaysSo() {
    store.close();

    assertThatThrownBy(() -> store.leases().claim(List.of()))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> store.accounts().census(pool.id()))
        .isInstanceOf(StoreUnavailableException.class);
  }

  /** Who asks for connections pauses between two attempts, the longer the outage the longer. */
  private void awaitHealthy() {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!store.healthy()) {
      assertThat(System.nanoTime()).as("it never was healthy again").isLessThan(end);
    }
  }

  private void goAway() {
    TestDatabases.execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
    cut();
  }

  private void comeBack() {
    TestDatabases.execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS true");
  }

  private void cut() {
    TestDatabases.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '"
            + name
            + "'");
  }
}
