package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.LeaseStoreContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresLeaseStoreTest extends LeaseStoreContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
