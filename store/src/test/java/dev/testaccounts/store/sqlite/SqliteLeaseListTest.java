package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.LeaseListContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteLeaseListTest extends LeaseListContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
