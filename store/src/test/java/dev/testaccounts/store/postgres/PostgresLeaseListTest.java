package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.LeaseListContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresLeaseListTest extends LeaseListContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
