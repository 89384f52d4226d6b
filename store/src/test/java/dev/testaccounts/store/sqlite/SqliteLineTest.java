package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.LineContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteLineTest extends LineContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
