package dev.testaccounts.store.sqlite;

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
        store::close);
  }
}
