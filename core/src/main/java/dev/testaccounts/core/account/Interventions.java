package dev.testaccounts.core.account;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.NewSecrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Use cases: what an operator does to one account. Thread-safe. */
public final class Interventions {

  private final AccountLedger ledger;
  private final NewSecrets secrets;
  private final InstantSource clock;
  private final Runnable wake;

  /**
   * @param wake called when there is new work for the reconciler
   */
  public Interventions(
      AccountLedger ledger, NewSecrets secrets, InstantSource clock, Runnable wake) {
    this.ledger = ledger;
    this.secrets = secrets;
    this.clock = clock;
    this.wake = wake;
  }

  /** Does one thing to one account; the account as it is afterwards. */
  public Result<EnrolledAccount> intervene(
      Principal principal, Id account, Intervention.Action action) {
    return intervene(principal, account, action, null);
  }

  /**
   * The same for a request that may come again: the second time it answers with the account as it
   * is by then.
   *
   * @param operation what the request is called; null for one that comes once
   */
  public Result<EnrolledAccount> intervene(
      Principal principal, Id account, Intervention.Action action, @Nullable Id operation) {
    return intervene(principal, account, action, null, operation);
  }

  /**
   * Keeps a free account for a look.
   *
   * @param ttl how long from now
   * @param operation what the request is called; null for one that comes once
   */
  public Result<EnrolledAccount> hold(
      Principal principal, Id account, Duration ttl, String reason, @Nullable Id operation) {
    Hold hold = new Hold(clock.instant().plus(ttl), reason);
    return intervene(principal, account, Intervention.Action.HOLD, hold, operation);
  }

  /**
   * Gives back what was held until now, unless somebody holds it for longer since it was looked at.
   *
   * @param action how it comes back
   */
  public Result<EnrolledAccount> lapse(
      Principal principal, Id account, Intervention.Action action, Instant now) {
    return intervene(principal, account, action, new Hold(now, "is over"), null);
  }

  private Result<EnrolledAccount> intervene(
      Principal principal,
      Id account,
      Intervention.Action action,
      @Nullable Hold hold,
      @Nullable Id operation) {
    Intervention intervention =
        new Intervention(
            principal.project(),
            account,
            action,
            secrets.next(principal.project()),
            null,
            principal.name(),
            clock.instant(),
            hold,
            operation);
    return switch (ledger.intervene(List.of(intervention)).getFirst()) {
      case Intervention.Reply.Done(EnrolledAccount after) -> {
        wake.run();
        yield Result.ok(after);
      }
      case Intervention.Reply.NotNow(EnrolledAccount present) ->
          Result.refused(refusal(present.account(), action));
      case Intervention.Reply.NoSuchAccount() ->
          Result.refused(
              new Problem.NotFound("no-such-account", "there is no such account in this project"));
    };
  }

  private static Problem refusal(Account account, Intervention.Action action) {
    String name = "account " + account.id();
    if (account.state() == AccountState.LEASED) {
      return new Problem.Conflict(
          "account-leased", name + " is leased: release or revoke it first");
    }
    return new Problem.Conflict("account-state", name + ": expected " + expected(account, action));
  }

  private static String expected(Account account, Intervention.Action action) {
    String state = account.state().name().toLowerCase(Locale.ROOT);
    return switch (action) {
      case RETRY ->
          account.state() == AccountState.QUARANTINED
              ? "a name that is ours in every service, got one that is somebody else's; delete it"
              : "quarantined, got " + state;
      case RESET ->
          account.state() == AccountState.FREE
              ? "free for everybody, got free for the lease it was made for"
              : "free, got " + state;
      case HOLD ->
          account.state() == AccountState.FREE
              ? "free for everybody, got free for the lease it was made for"
              : "free or held, got " + state;
      case RELEASE ->
          account.state() == AccountState.QUARANTINED
              ? "one that is to stay and has a name of ours, got another; retry or delete it"
              : "held or quarantined, got " + state;
      case DELETE -> "not leased, got " + state;
    };
  }
}
