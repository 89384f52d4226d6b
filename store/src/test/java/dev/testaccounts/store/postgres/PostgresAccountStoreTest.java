package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.AccountStoreContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresAccountStoreTest extends AccountStoreContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
