package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.AccountLedgerContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresAccountLedgerTest extends AccountLedgerContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
