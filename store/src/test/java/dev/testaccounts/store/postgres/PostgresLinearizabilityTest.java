package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.LinearizabilityContract;
import dev.testaccounts.testkit.store.OpenStore;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;
import java.util.List;

/** Three servers on one database, asked in turn. */
final class PostgresLinearizabilityTest extends LinearizabilityContract {

  private final PostgresFixture database = PostgresFixture.fresh();

  @Override
  protected StoreFixture fixture(Path folder) {
    return database;
  }

  @Override
  protected List<OpenStore> replicas() {
    return List.of(database.open(), database.open());
  }
}
