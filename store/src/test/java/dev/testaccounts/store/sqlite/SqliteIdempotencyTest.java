package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.IdempotencyContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteIdempotencyTest extends IdempotencyContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
