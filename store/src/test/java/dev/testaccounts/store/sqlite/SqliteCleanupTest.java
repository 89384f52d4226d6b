package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.CleanupContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteCleanupTest extends CleanupContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
