package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.AccountLedgerContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqliteAccountLedgerTest extends AccountLedgerContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
