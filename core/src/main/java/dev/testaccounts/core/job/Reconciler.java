package dev.testaccounts.core.job;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.Desired;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Observation;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.pool.PoolStore;
import dev.testaccounts.core.secret.SecretBox;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Connectors;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Does all remote work: claims what is due, brings it to what it should be, and reports. Holds no
 * state of its own, so any number of them may run. Thread-safe.
 */
public final class Reconciler {

  /**
   * The claim of a worker that goes on to an account's next service, whose own time-out it does not
   * know yet.
   */
  private static final Duration FOLLOWING_CLAIM = Duration.ofMinutes(2);

  private static final int STEP = 100;

  private final AccountLedger ledger;
  private final AccountStore accounts;
  private final ServiceStore services;
  private final Connectors connectors;
  private final SecretBox box;
  private final InstantSource clock;
  private final Backoff backoff;
  private final GivenNames given;

  public Reconciler(
      AccountLedger ledger,
      AccountStore accounts,
      ServiceStore services,
      PoolStore pools,
      Connectors connectors,
      SecretBox box,
      InstantSource clock,
      RandomGenerator random) {
    this.ledger = ledger;
    this.accounts = accounts;
    this.services = services;
    this.connectors = connectors;
    this.box = box;
    this.clock = clock;
    this.backoff = new Backoff(random);
    this.given = new GivenNames(pools);
  }

  /**
   * Claims what is due in one service, at most {@code room}. Nothing while the service is in
   * maintenance or not to be called: the work stays due.
   */
  public List<Work> claim(TargetService service, int room) {
    Instant now = clock.instant();
    int most = Math.min(room, admitted(service, now));
    if (most <= 0) {
      return List.of();
    }
    Instant end = now.plus(service.spec().limits().claim());
    return ledger.claimDue(new AccountLedger.DueQuery(service.id(), now, most, end));
  }

  private int admitted(TargetService service, Instant now) {
    return service.inMaintenance() ? 0 : connectors.health(service).room(now);
  }

  /** Whether a service may be called as much as its limits allow. */
  public boolean isCallable(TargetService service) {
    return admitted(service, clock.instant()) == Integer.MAX_VALUE;
  }

  /** How much of what is claimed in a service is best attempted at a time. */
  public int atOnce(TargetService service) {
    Limits limits = service.spec().limits();
    boolean gathers = connectors.connector(service).filter(Connector::gathers).isPresent();
    return gathers ? limits.mostClaimed() : limits.concurrency();
  }

  /**
   * Attempts what was claimed. Afterwards no call to the service is made any more: its place is
   * free, whenever the {@link #report} comes.
   */
  public Outcome attempt(Work work) {
    Optional<TargetService> service = services.service(work.before().service());
    Optional<Connector> connector = service.flatMap(connectors::connector);
    if (connector.isEmpty()) {
      return new Outcome.Failed(
          work.before().observed(),
          "the service or its connector recipe is not there any more",
          work.before().unsettledUntil());
    }
    Limits limits = service.get().spec().limits();
    Id id = service.get().id();
    return new Attempt(
            work.before(), connector.get(), limits, backoff, clock, () -> inMaintenance(id))
        .run(identity(work, service.get()), isGiven(work))
        .of(service.get().name());
  }

  private boolean isGiven(Work work) {
    boolean begun =
        work.before().desired() == Desired.PRESENT
            && work.before().observed() == Observed.UNKNOWN
            && !work.before().stale();
    return begun && given.has(work.account());
  }

  /**
   * What an attempt came to that ended in a fault which nobody foresaw: it may have called or not.
   * It counts as a failure, so that what fails every time is not tried for ever, and is seen.
   */
  public Outcome unforeseen(Work work) {
    Instant at = clock.instant().plus(backoff.after(work.before().failures() + 1));
    boolean asked = work.before().observed() == Observed.UNASKED;
    return new Outcome.Retry(
        asked ? Observed.UNASKED : Observed.UNKNOWN,
        at,
        "a fault that was not foreseen; the server's log has it",
        asked ? null : work.before().dueAt());
  }

  /**
   * Reports what an attempt came to.
   *
   * @return what became ready in the account's other services and is claimed for the caller
   */
  public List<Work> report(Work work, Outcome outcome) {
    return report(work, outcome, FOLLOWING_CLAIM)
        .map(AccountLedger.Progress::follow)
        .orElse(List.of());
  }

  /**
   * Works on one account until nothing of it is ready: attempts what was claimed, reports, goes on
   * with what became ready.
   *
   * @return the account after the last report; empty where another worker has taken over
   */
  public Optional<Account> drive(Collection<Work> claimed) {
    return drive(claimed, FOLLOWING_CLAIM);
  }

  /**
   * The same, where it is known how long an attempt in the account's other services may take.
   *
   * @param following how long the claims on what becomes ready stand
   */
  Optional<Account> drive(Collection<Work> claimed, Duration following) {
    Deque<Work> works = new ArrayDeque<>(claimed);
    Optional<Account> last = Optional.empty();
    while (!works.isEmpty()) {
      Work work = works.removeFirst();
      Optional<AccountLedger.Progress> progress = report(work, attempt(work), following);
      last = progress.map(AccountLedger.Progress::account);
      progress.ifPresent(made -> works.addAll(made.follow()));
    }
    return last;
  }

  /** How long a claim must stand for an attempt in whichever of these services. */
  public Duration longestClaim(Collection<Id> ids) {
    return ids.stream()
        .flatMap(id -> services.service(id).stream())
        .map(service -> service.spec().limits().claim())
        .max(Comparator.naturalOrder())
        .orElseGet(() -> Limits.standard().claim());
  }

  /** Why no account can be made in all of these services now; empty where one can. */
  Optional<Problem> maintenance(Collection<Id> ids) {
    return ids.stream()
        .flatMap(id -> services.service(id).stream())
        .filter(TargetService::inMaintenance)
        .findFirst()
        .map(
            service ->
                new Problem.Conflict(
                    "service-in-maintenance",
                    "service '"
                        + service.name()
                        + "' is in maintenance; no account is made in it until that ends"));
  }

  private boolean inMaintenance(Id id) {
    return services.service(id).filter(TargetService::inMaintenance).isPresent();
  }

  /** One round over all services, on the caller's thread. Returns how much was worked on. */
  public int step() {
    int worked = 0;
    for (TargetService service : services.all()) {
      for (Work work : claim(service, STEP)) {
        drive(List.of(work));
        worked++;
      }
    }
    return worked;
  }

  private Optional<AccountLedger.Progress> report(Work work, Outcome outcome, Duration following) {
    Enrollment before = work.before();
    Instant now = clock.instant();
    Observation report =
        new Observation(
            before.account(),
            before.service(),
            before.attempts(),
            outcome,
            now,
            now.plus(following));
    return ledger.observe(List.of(report)).getFirst();
  }

  Identity identity(Work work, TargetService service) {
    Account account = work.account();
    return new Identity(
        account.id(),
        account.username(),
        box.open(account.secret(), account.project()),
        account.email(),
        account.attributes(),
        account.labels(),
        earlier(account, service),
        work.before().remoteId());
  }

  /** What the services that come first call the account. They are done before this one is due. */
  private Map<String, String> earlier(Account account, TargetService service) {
    if (service.spec().dependsOn().isEmpty()) {
      return Map.of();
    }
    return accounts
        .account(account.project(), account.id())
        .map(present -> Earlier.ids(present, service, services))
        .orElse(Map.of());
  }
}
