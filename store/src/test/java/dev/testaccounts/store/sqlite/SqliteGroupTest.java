package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.GroupContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteGroupTest extends GroupContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
