package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.PoolStoreContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresPoolStoreTest extends PoolStoreContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
