package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.CancelContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteCancelTest extends CancelContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
