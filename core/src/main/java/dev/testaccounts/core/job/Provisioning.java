package dev.testaccounts.core.job;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger;
import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.lease.LeaseRequest;
import dev.testaccounts.core.lease.LeaseResult;
import dev.testaccounts.core.lease.Leases;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.AccountDrafts.Purpose;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes one account while its caller waits: the intent is durable first, then the caller's own
 * thread makes the first attempt. Where that fails the account is given up and removed wherever it
 * got to. Thread-safe.
 */
public final class Provisioning {

  private static final int MOST_DRAFTS = 10;

  private static final String FRESH_ALONE =
      "fresh: expected neither attributes, accountLabels, roles nor a count above 1 beside it: the"
          + " one account is made as the pool's recipe says";

  private static final String GIVEN_AWAY =
      "the account that was made for this lease was not fetched in time and is the pool's now; send"
          + " the request again";

  private final AccountLedger ledger;
  private final AccountDrafts drafts;
  private final Leases leases;
  private final Reconciler reconciler;
  private final MadeBefore madeBefore;
  private final InstantSource clock;
  private final Runnable wake;

  /**
   * @param wake called when there is new work for the reconciler
   */
  public Provisioning(
      AccountLedger ledger,
      AccountDrafts drafts,
      Leases leases,
      Reconciler reconciler,
      AccountStore accounts,
      Waiting waiting,
      InstantSource clock,
      Runnable wake) {
    this.ledger = ledger;
    this.drafts = drafts;
    this.leases = leases;
    this.reconciler = reconciler;
    this.madeBefore = new MadeBefore(accounts, waiting);
    this.clock = clock;
    this.wake = wake;
  }

  /**
   * Leases an account that was made for this lease and was nobody's before. A request that comes
   * again with the id of its lease gets the account that was made the first time.
   */
  public LeaseResult fresh(Principal principal, LeaseRequest request) {
    if (!request.forAny()) {
      return new LeaseResult.Refused(new Problem.Invalid("invalid-request", FRESH_ALONE));
    }
    return switch (leases.terms(principal, request)) {
      case Result.Refused<Leases.Terms>(Problem problem) -> new LeaseResult.Refused(problem);
      case Result.Ok<Leases.Terms>(Leases.Terms terms) ->
          reconciler
              .maintenance(services(terms.pool()))
              .<LeaseResult>map(LeaseResult.Refused::new)
              .orElseGet(() -> fresh(principal, terms));
    };
  }

  private LeaseResult fresh(Principal principal, Leases.Terms terms) {
    // The lease is the only one of its request: the id that follows is nobody else's.
    Id id = terms.lease().plus(1);
    Optional<Result<Account>> before =
        terms.request().id() == null ? Optional.empty() : madeBefore.find(principal, id);
    return switch (before.orElseGet(() -> make(principal, terms, id))) {
      case Result.Ok<Account>(Account account) when account.reservation() == null ->
          new LeaseResult.Refused(conflict("changed-meanwhile", GIVEN_AWAY));
      case Result.Ok<Account>(Account account) -> leases.claim(principal, terms, account.id());
      case Result.Refused<Account>(Problem problem) -> new LeaseResult.Refused(problem);
    };
  }

  private Result<Account> make(Principal principal, Leases.Terms terms, Id id) {
    Purpose purpose =
        new Purpose(terms.request().labels(), FailurePolicy.ABANDON, terms.lease(), null);
    return make(
        principal,
        () -> drafts.draft(id, terms.pool(), purpose, clock.instant()),
        terms.pool().spec().max(),
        reconciler.longestClaim(services(terms.pool())));
  }

  private static List<Id> services(Pool pool) {
    return pool.members().stream().map(Pool.Member::service).toList();
  }

  /**
   * Makes an account in one service, outside any pool.
   *
   * @param id what it is to be called here; it must be new
   */
  Result<Account> single(Principal principal, TargetService service, Id id) {
    Optional<Problem> problem = reconciler.maintenance(List.of(service.id()));
    if (problem.isPresent()) {
      return Result.refused(problem.get());
    }
    Purpose purpose = new Purpose(Map.of(), FailurePolicy.ABANDON, null, null);
    return make(
        principal,
        () -> drafts.draft(id, principal.project(), service.id(), purpose, clock.instant()),
        Integer.MAX_VALUE,
        service.spec().limits().claim());
  }

  private Result<Account> make(
      Principal principal, Supplier<EnrolledAccount> draft, int most, Duration claim) {
    for (int i = 0; i < MOST_DRAFTS; i++) {
      Convergence.Begun begun = Convergence.begin(draft.get(), clock.instant().plus(claim));
      Intended intended = intend(begun, most, principal);
      if (intended == Intended.DONE) {
        return attempt(begun, claim);
      }
      if (intended != Intended.USERNAME_TAKEN) {
        return Result.refused(refusal(intended, most));
      }
    }
    return Result.refused(refusal(Intended.USERNAME_TAKEN, most));
  }

  private static Problem refusal(Intended intended, int most) {
    return intended == Intended.POOL_FULL
        ? conflict("pool-full", "the pool has as many accounts as it may have (" + most + ")")
        : intended == Intended.POOL_GONE
            ? conflict("changed-meanwhile", "the pool or its service was removed meanwhile")
            : conflict("names-exhausted", "the username pattern has run out of free names");
  }

  private static Problem conflict(String code, String detail) {
    return new Problem.Conflict(code, detail);
  }

  private Intended intend(Convergence.Begun begun, int most, Principal principal) {
    return ledger
        .intend(
            List.of(
                new AccountLedger.Intent(
                    begun.account(),
                    most,
                    Intents.event(begun.account().account(), principal.name()))))
        .getFirst();
  }

  private Result<Account> attempt(Convergence.Begun begun, Duration claim) {
    Optional<Account> account = reconciler.drive(begun.works(), claim);
    if (account.isPresent() && account.get().state() == AccountState.FREE) {
      return Result.ok(account.get());
    }
    wake.run();
    String reason = account.map(Account::reason).orElse("the attempt took too long");
    return Result.refused(
        new Problem.ServiceFailed("service-failed", "the account could not be created: " + reason));
  }
}
