package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.ModelContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteModelTest extends ModelContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
