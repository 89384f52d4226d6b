package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.ResetJobContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteResetJobTest extends ResetJobContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
