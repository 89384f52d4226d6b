package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.JobStoreContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresJobStoreTest extends JobStoreContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
