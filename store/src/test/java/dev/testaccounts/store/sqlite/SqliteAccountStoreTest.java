package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.AccountStoreContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteAccountStoreTest extends AccountStoreContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
