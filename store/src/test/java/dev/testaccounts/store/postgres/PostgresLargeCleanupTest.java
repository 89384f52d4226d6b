package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.LargeCleanupContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresLargeCleanupTest extends LargeCleanupContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
