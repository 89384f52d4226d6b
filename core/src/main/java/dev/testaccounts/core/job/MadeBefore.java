package dev.testaccounts.core.job;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts whose maker died before it could tell, for who asks for them again. Thread-safe. */
final class MadeBefore {

  /** Longer than a dead server's claim on an account, and the attempt that follows it. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final AccountStore accounts;
  private final Waiting waiting;

  MadeBefore(AccountStore accounts, Waiting waiting) {
    this.accounts = accounts;
    this.waiting = waiting;
  }

  /**
   * What became of it, or becomes: where it is still to be made, this waits. Empty where nothing of
   * that id was begun.
   */
  Optional<Result<Account>> find(Principal principal, Id id) {
    if (present(principal, id).isEmpty()) {
      return Optional.empty();
    }
    waiting.until(() -> present(principal, id).filter(MadeBefore::pending).isEmpty(), LONGEST);
    return Optional.of(
        present(principal, id)
            .map(MadeBefore::made)
            .orElseGet(() -> Result.refused(notMade("it is gone"))));
  }

  private Optional<Account> present(Principal principal, Id id) {
    return accounts.account(principal.project(), id).map(EnrolledAccount::account);
  }

  private static boolean pending(Account account) {
    return account.state() == AccountState.PENDING;
  }

  private static Result<Account> made(Account account) {
    return switch (account.state()) {
      case FREE -> Result.ok(account);
      case PENDING ->
          Result.refused(
              new Problem.Unavailable(
                  "unsettled",
                  "the account is on record, and its service could not be asked to make it yet"));
      case LEASED, CLEANING, DELETING, DELETED, QUARANTINED, HELD ->
          Result.refused(notMade(account.reason()));
    };
  }

  private static Problem notMade(@Nullable String reason) {
    return new Problem.ServiceFailed(
        "service-failed", "the account could not be created: " + reason);
  }
}
