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
    if (!AccountWrites.insert(session, intent.account())) {
      return Intended.USERNAME_TAKEN;
    }
    Trail.add(session, intent.event());
    return Intended.DONE;
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
    Optional<Integer> existing = session.lookup().existing(pool);
    if (existing.isEmpty()) {
      return Intended.POOL_GONE;
    }
    return existing.get() + ahead < intent.most() ? Intended.DONE : Intended.POOL_FULL;
  }
}
