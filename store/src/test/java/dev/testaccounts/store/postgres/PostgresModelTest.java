package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.ModelContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresModelTest extends ModelContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
