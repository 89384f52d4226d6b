package dev.testaccounts.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.store.sql.LeaseRows;
import dev.testaccounts.store.sql.Lookup;
import dev.testaccounts.store.sql.QueryLookup;
import dev.testaccounts.store.sql.Row;
import dev.testaccounts.store.sql.Session;
import dev.testaccounts.testkit.store.OpenStore;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

/** Opens SQLite in a folder. */
record SqliteFixture(Path folder) implements StoreFixture {

  @Override
  public OpenStore open() {
    return of(SqliteStore.open(folder));
  }

  /** A store that is open, for the contracts. */
  OpenStore of(SqliteStore store) {
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
        () -> close(store));
  }

  /** What the writer remembers must be what the database holds, after every test. */
  private static void close(SqliteStore store) {
    try (store) {
      store.writer.write(SqliteFixture::check);
    }
  }

  private static boolean check(Session session) {
    Lookup fresh = new QueryLookup(session);
    for (Id account : session.list("SELECT id FROM account", Row::id)) {
      assertThat(session.lookup().account(account)).isEqualTo(fresh.account(account));
    }
    for (Lease lease : session.list(LeaseRows.SELECT, LeaseRows::lease)) {
      assertThat(session.lookup().lease(lease.project(), lease.id())).contains(lease);
    }
    return true;
  }
}
