package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.OpenStore;
import dev.testaccounts.testkit.store.StoreFixture;

/** Opens PostgreSQL on a database of its own. */
record PostgresFixture(String address) implements StoreFixture {

  static PostgresFixture fresh() {
    return new PostgresFixture(TestDatabases.fresh());
  }

  @Override
  public OpenStore open() {
    return ports(PostgresStore.open(address));
  }

  static OpenStore ports(PostgresStore store) {
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
