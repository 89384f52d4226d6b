package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.InterventionContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteInterventionTest extends InterventionContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
