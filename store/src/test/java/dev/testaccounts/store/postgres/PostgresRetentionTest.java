package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.RetentionContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresRetentionTest extends RetentionContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
