package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.QueueContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresQueueTest extends QueueContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
