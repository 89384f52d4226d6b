package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.EventLogContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteEventLogTest extends EventLogContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
