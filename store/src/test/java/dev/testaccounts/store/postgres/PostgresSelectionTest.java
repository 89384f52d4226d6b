package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.SelectionContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresSelectionTest extends SelectionContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
