package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.DeletionCapContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteDeletionCapTest extends DeletionCapContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
