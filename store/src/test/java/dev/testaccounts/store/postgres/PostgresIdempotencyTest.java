package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.IdempotencyContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresIdempotencyTest extends IdempotencyContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
