package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.QueueContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteQueueTest extends QueueContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
