package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.InterventionContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresInterventionTest extends InterventionContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
