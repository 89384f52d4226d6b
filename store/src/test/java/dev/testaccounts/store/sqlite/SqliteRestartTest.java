package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.RestartContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteRestartTest extends RestartContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
