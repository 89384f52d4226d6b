package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.RestartContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresRestartTest extends RestartContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
