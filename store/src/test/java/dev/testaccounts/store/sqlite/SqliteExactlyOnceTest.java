package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.ExactlyOnceContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteExactlyOnceTest extends ExactlyOnceContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
