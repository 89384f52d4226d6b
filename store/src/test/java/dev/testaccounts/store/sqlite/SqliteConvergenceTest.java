package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.ConvergenceContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteConvergenceTest extends ConvergenceContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
