package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.ConvergenceContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresConvergenceTest extends ConvergenceContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
