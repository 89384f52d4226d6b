package dev.testaccounts.store.sqlite;

import dev.testaccounts.testkit.store.PasswordRuleContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class SqlitePasswordRuleTest extends PasswordRuleContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return new SqliteFixture(folder);
  }
}
