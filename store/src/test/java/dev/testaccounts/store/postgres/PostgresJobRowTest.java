package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.JobRowContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresJobRowTest extends JobRowContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
