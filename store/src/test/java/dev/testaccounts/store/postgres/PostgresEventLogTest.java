package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.EventLogContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresEventLogTest extends EventLogContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
