package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.store.sql.Needs.Name;
import java.util.Optional;

/** Intents, within the writer's transaction. Looks first: a refused one has written nothing. */
final class Intents {

  private Intents() {}

  static Intended write(Session session, Intent intent) {
    Intended answer = placed(session, intent);
    if (answer != Intended.DONE) {
      return answer;
    }
    if (session.lookup().taken(Name.of(intent.account().account()))) {
      return Intended.USERNAME_TAKEN;
    }
    AccountWrites.insert(session, intent.account());
    Trail.add(session, intent.event());
    return Intended.DONE;
  }

  /** Whether there is a place for it. */
  private static Intended placed(Session session, Intent intent) {
    for (Enrollment enrollment : intent.account().enrollments()) {
      if (!session.lookup().present(enrollment.service())) {
        return Intended.POOL_GONE;
      }
    }
    Id pool = intent.account().account().pool();
    if (pool == null) {
      return Intended.DONE;
    }
    return existing(session, pool)
        .map(found -> found < intent.most() ? Intended.DONE : Intended.POOL_FULL)
        .orElse(Intended.POOL_GONE);
  }

  /** How many accounts a pool has, with those of this transaction; empty where it is not there. */
  static Optional<Integer> existing(Session session, Id pool) {
    return session.lookup().existing(pool).map(found -> found + session.census().grown(pool));
  }
}
