package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.pool.Rotation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts that their pool does not hand out any more, within the writer's transaction. */
public final class Retirement {

  /** In the order in which they were freed, because the index of the free has it. */
  public static final String OVERDUE =
      """
      SELECT id FROM account
      WHERE pool_id = ? AND state = 'FREE' AND reservation IS NULL
        AND (created_at <= ? OR uses >= ?)
      ORDER BY changed_at, id LIMIT ?""";

  private Retirement() {}

  static List<Id> overdue(Session session, Id pool, Rotation rotation, Instant now, int limit) {
    int uses = rotation.draining() ? 0 : rotation.usesBelow();
    return session.list(OVERDUE, Row::id, pool, rotation.bornAfter(now), uses, limit);
  }

  /** Looks again: between the look and the writer's turn somebody may have leased it. */
  static boolean retireFree(Session session, Id id, Rotation rotation, String actor, Instant now) {
    Optional<EnrolledAccount> found = session.lookup().account(id).filter(Retirement::isFree);
    Optional<String> reason = found.flatMap(each -> rotation.retires(each.account(), now));
    reason.ifPresent(why -> retire(session, found.orElseThrow(), why, actor, now));
    return reason.isPresent();
  }

  private static boolean isFree(EnrolledAccount enrolled) {
    return enrolled.account().state() == AccountState.FREE
        && enrolled.account().reservation() == null;
  }

  /** Condemns it, with its events. */
  static void retire(
      Session session, EnrolledAccount before, String reason, String actor, Instant now) {
    EnrolledAccount after = Convergence.condemn(before, "retired: " + reason, now);
    AccountWrites.update(session, before, after);
    Account account = after.account();
    add(session, account, Event.Kind.ACCOUNT_RETIRED, Map.of("reason", reason), actor);
    if (account.state() == AccountState.DELETED) {
      add(session, account, Event.Kind.ACCOUNT_DELETED, Map.of(), actor);
    }
  }

  private static void add(
      Session session, Account account, Event.Kind kind, Map<String, String> detail, String actor) {
    Trail.add(
        session,
        Event.ofAccount(account.project(), account.changedAt(), actor, kind, account.id(), detail));
  }
}
