package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.JobStoreContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteJobStoreTest extends JobStoreContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
