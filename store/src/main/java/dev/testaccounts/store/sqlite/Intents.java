package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.kernel.Id;
import java.util.Optional;

/** Intents, within the writer's transaction. Looks first: a refused one has written nothing. */
final class Intents {

  private static final String EXISTING =
      "SELECT existing FROM pool WHERE id = ? AND removed_at IS NULL";

  private Intents() {}

  static Intended write(Session session, Intent intent) {
    Account account = intent.account().account();
    for (Enrollment enrollment : intent.account().enrollments()) {
      if (!session.any(ServiceRows.PRESENT, enrollment.service())) {
        return Intended.POOL_GONE;
      }
    }
    Id pool = account.pool();
    if (pool != null) {
      Optional<Integer> existing = session.first(EXISTING, Row::count, pool);
      if (existing.isEmpty()) {
        return Intended.POOL_GONE;
      }
      if (existing.get() >= intent.most()) {
        return Intended.POOL_FULL;
      }
    }
    if (!AccountWrites.insert(session, intent.account())) {
      return Intended.USERNAME_TAKEN;
    }
    Trail.add(session, intent.event());
    return Intended.DONE;
  }
}
