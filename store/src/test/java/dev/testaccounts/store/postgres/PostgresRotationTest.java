package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.RotationContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresRotationTest extends RotationContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
