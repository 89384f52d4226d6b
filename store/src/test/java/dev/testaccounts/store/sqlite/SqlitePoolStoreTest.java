package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.PoolStoreContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqlitePoolStoreTest extends PoolStoreContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
