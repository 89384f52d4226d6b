package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.RetentionContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteRetentionTest extends RetentionContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
