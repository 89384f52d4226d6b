package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.ServiceStoreContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresServiceStoreTest extends ServiceStoreContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
