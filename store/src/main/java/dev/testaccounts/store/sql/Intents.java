package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.store.sql.Needs.Name;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Intents, within the writer's transaction. Looks first: a refused one has written nothing. */
final class Intents {

  private Intents() {}

  static Intended write(Session session, Intent intent) {
    Intended answer = placed(session, intent, 0);
    if (answer != Intended.DONE) {
      return answer;
    }
    if (session.lookup().taken(Name.of(intent.account().account()))) {
      return Intended.USERNAME_TAKEN;
    }
    make(session, intent);
    return Intended.DONE;
  }

  /** Writes one that was looked at: there is a place for it, and nobody has its name. */
  static void make(Session session, Intent intent) {
    AccountWrites.insert(session, intent.account());
    Trail.add(session, intent.event());
  }

  /** What the first refusal would be, were they all written one after the other. */
  static Intended check(Session session, List<Intent> intents) {
    Set<String> names = new HashSet<>();
    for (Intent intent : intents) {
      Intended answer = placed(session, intent, names.size());
      if (answer != Intended.DONE) {
        return answer;
      }
      Account account = intent.account().account();
      if (!names.add(account.username()) || session.lookup().taken(Name.of(account))) {
        return Intended.USERNAME_TAKEN;
      }
    }
    return Intended.DONE;
  }

  /**
   * Whether there is a place for it.
   *
   * @param ahead how many others get theirs first
   */
  private static Intended placed(Session session, Intent intent, int ahead) {
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
        .map(found -> found + ahead < intent.most() ? Intended.DONE : Intended.POOL_FULL)
        .orElse(Intended.POOL_GONE);
  }

  /** How many accounts a pool has, with those of this transaction; empty where it is not there. */
  static Optional<Integer> existing(Session session, Id pool) {
    return session.lookup().existing(pool).map(found -> found + session.census().grown(pool));
  }
}
