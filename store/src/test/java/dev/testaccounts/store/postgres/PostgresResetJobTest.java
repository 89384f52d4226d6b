package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.ResetJobContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresResetJobTest extends ResetJobContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
