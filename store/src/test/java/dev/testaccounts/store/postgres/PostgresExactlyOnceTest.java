package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.ExactlyOnceContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresExactlyOnceTest extends ExactlyOnceContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
