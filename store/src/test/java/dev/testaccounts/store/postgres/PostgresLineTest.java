package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.LineContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresLineTest extends LineContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
