package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.CleanupContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresCleanupTest extends CleanupContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
