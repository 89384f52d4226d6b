package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.JobRowContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteJobRowTest extends JobRowContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
