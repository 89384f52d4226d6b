package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.SelectionContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteSelectionTest extends SelectionContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
