package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.GroupContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresGroupTest extends GroupContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
