package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.DeletionCapContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresDeletionCapTest extends DeletionCapContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
