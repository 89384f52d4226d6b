package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.RotationContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteRotationTest extends RotationContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
