package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.ServiceStoreContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteServiceStoreTest extends ServiceStoreContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
