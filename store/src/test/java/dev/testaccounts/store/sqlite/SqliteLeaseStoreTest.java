package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.LeaseStoreContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteLeaseStoreTest extends LeaseStoreContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
