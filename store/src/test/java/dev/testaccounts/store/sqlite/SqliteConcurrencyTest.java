package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.ConcurrencyContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteConcurrencyTest extends ConcurrencyContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
