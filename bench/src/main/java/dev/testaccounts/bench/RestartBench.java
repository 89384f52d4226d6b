package dev.testaccounts.bench;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.store.secret.TinkSecretBox;
import dev.testaccounts.store.sqlite.SqliteStore;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long a server that was killed takes to be ready again on 1,000,000 accounts and 100,000 live
 * leases, and that it has ended those leases, and only those, whose time was over.
 */
final class RestartBench implements Measurement {

  private static final int FREE = 899_000;
  private static final int LIVE = 100_000;
  private static final int OVERDUE = 1000;

  @Override
  public void run(PrintStream out) throws Exception {
    try (Scratch scratch = Scratch.make()) {
      Path data = scratch.folder().resolve("data");
      stock(data);
      double[] full = new double[RUNS];
      double[] empty = new double[RUNS];
      for (int i = 0; i < RUNS; i++) {
        empty[i] = ready(scratch.folder().resolve("empty"));
        full[i] = ready(data);
      }
      awaitReaped(data);
      check(data);
      out.printf(
          "restart with %d accounts, %d live leases: ready after %.2f s, with none %.2f s (medians of %d); no lease lost%n",
          FREE + LIVE + OVERDUE, LIVE, Measurement.median(full), Measurement.median(empty), RUNS);
    }
  }

  /** The overdue leases ended long ago, the live ones will in years: no clock comes in. */
  private static void stock(Path data) {
    try (SqliteStore store = SqliteStore.open(data)) {
      Stock stock = new Stock(store, TinkSecretBox.open(data));
      Leasing leasing = new Leasing(store, stock.pool("buyers", FREE + LIVE + OVERDUE));
      leasing.lease(OVERDUE, Stock.NOW.plus(Duration.ofHours(1)));
      leasing.lease(LIVE, Stock.NOW.plus(Duration.ofDays(36_500)));
    }
  }

  /** Starts a server where one was killed, and kills it. */
  private static double ready(Path data) throws Exception {
    try (ServerRun server = ServerRun.start(data)) {
      return server.readySeconds();
    }
  }

  /** All that were overdue fit one page. */
  private static void awaitReaped(Path data) throws Exception {
    try (ServerRun server = ServerRun.start(data);
        Wire wire = new Wire(server.url())) {
      long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
      while (expired(wire) < OVERDUE) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException(
              "after 5 minutes: expected %d leases expired, got %d"
                  .formatted(OVERDUE, expired(wire)));
        }
      }
    }
  }

  private static int expired(Wire wire) throws Exception {
    Answer page = wire.send("GET", "/v1/leases?state=expired&limit=" + OVERDUE, "").require(200);
    return page.body().split("\"state\":\"expired\"", -1).length - 1;
  }

  private static void check(Path data) {
    try (SqliteStore store = SqliteStore.open(data)) {
      require(store, LeaseState.ACTIVE, LIVE);
      require(store, LeaseState.EXPIRED, OVERDUE);
    }
  }

  private static void require(SqliteStore store, LeaseState state, int expected) {
    LeaseStore.Filter filter = new LeaseStore.Filter(null, null, state, Map.of());
    int found = 0;
    @Nullable String after = null;
    do {
      Page<Lease> page =
          store
              .leases()
              .leases(Principal.DEFAULT_PROJECT, filter, new Page.Request(Page.LARGEST, after));
      found += page.items().size();
      after = page.next();
    } while (after != null);
    if (found != expected) {
      throw new IllegalStateException(
          "leases %s after the restart: expected %d, got %d".formatted(state, expected, found));
    }
  }
}
