package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.CancelContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresCancelTest extends CancelContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
