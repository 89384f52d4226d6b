package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.LargeCleanupContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteLargeCleanupTest extends LargeCleanupContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
