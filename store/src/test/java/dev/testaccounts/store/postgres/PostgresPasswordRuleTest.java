package dev.testaccounts.store.postgres;

import dev.testaccounts.testkit.store.PasswordRuleContract;
import dev.testaccounts.testkit.store.StoreFixture;
import java.nio.file.Path;

final class PostgresPasswordRuleTest extends PasswordRuleContract {

  @Override
  protected StoreFixture fixture(Path folder) {
    return PostgresFixture.fresh();
  }
}
