package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.LinearizabilityContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteLinearizabilityTest extends LinearizabilityContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
