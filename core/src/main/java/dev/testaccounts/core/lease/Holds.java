package dev.testaccounts.core.lease;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Intervention.Action;
import dev.testaccounts.core.account.Interventions;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.Pools;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Use cases: how accounts that are kept for a look come back. Thread-safe. */
public final class Holds {

  private final AccountStore accounts;
  private final Pools pools;
  private final Interventions interventions;

  public Holds(AccountStore accounts, Pools pools, Interventions interventions) {
    this.accounts = accounts;
    this.pools = pools;
    this.interventions = interventions;
  }

  /**
   * Gives a held or quarantined account back: it becomes what its pool does with its accounts.
   *
   * @param operation what the request is called; null for one that comes once
   */
  public Result<EnrolledAccount> release(Principal principal, Id account, @Nullable Id operation) {
    return accounts
        .account(principal.project(), account)
        .map(
            found ->
                interventions.intervene(principal, account, giveBack(found.account()), operation))
        .orElseGet(
            () ->
                Result.refused(
                    new Problem.NotFound(
                        "no-such-account", "there is no such account in this project")));
  }

  private Action giveBack(Account account) {
    return deletes(account) ? Action.DELETE : Action.RELEASE;
  }

  /** Only what is held: it was somebody's, and its pool never hands out an account twice. */
  private boolean deletes(Account account) {
    return account.heldUntil() != null
        && account.pool() != null
        && pools.byId(account.pool()) instanceof Result.Ok<Pool>(Pool pool)
        && pool.spec().onRelease() == OnRelease.DELETE;
  }

  /** Gives back what was held long enough. Returns how many accounts it looked at. */
  public int expire(Instant now, int limit) {
    List<Account> overdue = accounts.overdueHolds(now, limit);
    for (Account each : overdue) {
      var _ = interventions.lapse(Principal.system(each.project()), each.id(), giveBack(each), now);
    }
    return overdue.size();
  }
}
