package dev.testaccounts.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.job.Reconciler;
import dev.testaccounts.core.job.Workers.Places;
import dev.testaccounts.core.job.Workers.Places.Kept;
import dev.testaccounts.core.job.Workers.Route;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Connectors;
import dev.testaccounts.core.service.ServiceHealth;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.store.secret.TinkSecretBox;
import dev.testaccounts.store.sqlite.SqliteStore;
import dev.testaccounts.testkit.SettableClock;
import dev.testaccounts.testkit.store.Drafts;
import dev.testaccounts.testkit.store.Given;
import dev.testaccounts.testkit.store.OpenStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that cannot be worked on, beside others. */
class ConvergerTest {

  private final SettableClock clock = new SettableClock();
  private final Drafts drafts = new Drafts(clock);

  @Test
  void a_service_whose_connector_cannot_be_made_holds_up_no_other_one(@TempDir Path folder)
      throws Exception {
    try (SqliteStore store = SqliteStore.open(folder)) {
      Given given = new Given(opened(store), clock, drafts);
      TargetService broken = given.service("broken");
      TargetService sound = given.service("sound");
      given.pending(given.pool("first", broken));
      EnrolledAccount due = given.pending(given.pool("second", sound));
      CountDownLatch attempted = new CountDownLatch(2);
      Planted connectors = new Planted(broken.id(), service -> attempted.countDown());

      try (Converger converger = converger(store, connectors, folder)) {
        attempted.await();
        assertThat(converger.reserve(new Route(List.of(broken.id()), List.of()), 1))
            .isInstanceOf(Places.NotNow.class);
      }

      assertThat(given.read(due.account().id()).enrollments().getFirst().attempts()).isPositive();
    }
  }

  @Test
  void an_attempt_that_meets_a_fault_nobody_foresaw_is_a_failure_that_is_seen(@TempDir Path folder)
      throws Exception {
    try (SqliteStore store = SqliteStore.open(folder)) {
      Given given = new Given(opened(store), clock, drafts);
      EnrolledAccount due = given.pending(given.pool("buyers", given.service("odd")));
      CountDownLatch attempted = new CountDownLatch(2);
      Planted connectors =
          new Planted(
              due.account().id(),
              service -> {
                attempted.countDown();
                if (attempted.getCount() == 0) {
                  throw new IllegalStateException("a planted failure");
                }
              });

      try (Converger _ = converger(store, connectors, folder)) {
        attempted.await();
      }

      Enrollment seen = given.read(due.account().id()).enrollments().getFirst();
      assertThat(seen.failures()).isEqualTo(1);
      assertThat(seen.lastError())
          .isEqualTo("a fault that was not foreseen; the server's log has it");
      assertThat(seen.observed()).isEqualTo(Observed.UNKNOWN);
    }
  }

  /** A fast service would else fill the line of a slow one behind it. */
  @Test
  void what_is_on_its_way_to_a_service_is_no_more_than_it_can_take(@TempDir Path folder)
      throws Exception {
    try (SqliteStore store = SqliteStore.open(folder)) {
      Given given = new Given(opened(store), clock, drafts);
      TargetService fast = given.service("fast");
      TargetService slow = given.service("slow");
      Pool both = given.pool("buyers", fast, slow);
      Route route = new Route(List.of(fast.id()), List.of(slow.id()));
      Route alone = new Route(List.of(slow.id()), List.of());
      CountDownLatch goOn = new CountDownLatch(1);
      Planted connectors = new Planted(both.id(), service -> awaited(goOn));

      try (Converger converger = converger(store, connectors, folder)) {
        int most = slow.spec().limits().mostClaimed();
        Kept others = (Kept) converger.reserve(alone, most - 40);
        Kept kept = (Kept) converger.reserve(route, most);
        assertThat(kept).isEqualTo(new Kept(40, kept.claim(), route));
        converger.begin(
            kept,
            IntStream.range(0, 4)
                .mapToObj(i -> given.begun(drafts.account(both)).getFirst())
                .toList());

        assertThat(left(converger, alone)).as("nobody has come yet").isEqualTo(40);
        assertThat(left(converger, route)).isEqualTo(36);
        goOn.countDown();
        while (left(converger, route) < 40) {
          Thread.onSpinWait();
        }
        converger.begin(others, List.of());
      }
    }
  }

  private static int left(Converger converger, Route route) {
    Kept all = (Kept) converger.reserve(route, 10_000);
    converger.begin(all, List.of());
    return all.accounts();
  }

  /** Who attempts waits; who only looks at the service does not. */
  private static void awaited(CountDownLatch latch) {
    try {
      if (Thread.currentThread().isVirtual()) {
        latch.await();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_later_service_that_is_not_to_be_called_keeps_nobody_waiting(@TempDir Path folder) {
    try (SqliteStore store = SqliteStore.open(folder)) {
      Given given = new Given(opened(store), clock, drafts);
      TargetService fast = given.service("fast");
      TargetService sick = given.service("sick");
      Planted connectors = new Planted(sick.id(), service -> {});

      try (Converger converger = converger(store, connectors, folder)) {
        Kept kept = (Kept) converger.reserve(new Route(List.of(fast.id()), List.of(sick.id())), 9);

        assertThat(kept.in()).isEqualTo(new Route(List.of(fast.id()), List.of()));
      }
    }
  }

  private Converger converger(SqliteStore store, Connectors connectors, Path folder) {
    Reconciler reconciler =
        new Reconciler(
            store.ledger(),
            store.accounts(),
            store.services(),
            store.pools(),
            connectors,
            TinkSecretBox.open(folder),
            clock,
            new Random(1));
    return new Converger(reconciler, store.services(), new Signal(), new Signal());
  }

  private static OpenStore opened(SqliteStore store) {
    return new OpenStore(
        store.services(),
        store.pools(),
        store.ledger(),
        store.accounts(),
        store.leases(),
        store.jobs(),
        store.events(),
        store.retention(),
        store.idempotency(),
        store.queue(),
        () -> {});
  }

  /**
   * Cannot make the connector of one service, and has none for others.
   *
   * @param asked is told whose connector is asked for
   */
  private record Planted(Id broken, Consumer<TargetService> asked) implements Connectors {

    @Override
    public Set<String> recipes() {
      return Set.of();
    }

    @Override
    public Optional<Problem> problemWith(ServiceSpec spec) {
      return Optional.empty();
    }

    @Override
    public Optional<Connector> connector(TargetService service) {
      refuse(service);
      asked.accept(service);
      return Optional.empty();
    }

    @Override
    public ServiceHealth health(TargetService service) {
      refuse(service);
      return ServiceHealth.well(Instant.EPOCH);
    }

    private void refuse(TargetService service) {
      if (service.id().equals(broken)) {
        throw new IllegalStateException("a planted failure");
      }
    }
  }
}
