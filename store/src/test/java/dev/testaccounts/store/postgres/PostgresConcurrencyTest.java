package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.ConcurrencyContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresConcurrencyTest extends ConcurrencyContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
