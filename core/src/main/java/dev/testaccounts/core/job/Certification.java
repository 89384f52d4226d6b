package dev.testaccounts.core.job;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger;
import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Observation;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.Pools;
import dev.testaccounts.core.secret.PasswordRule;
import dev.testaccounts.core.secret.SealedSecret;
import dev.testaccounts.core.secret.SecretBox;
import dev.testaccounts.core.service.Connectors;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Services;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Use case: leads a probe account through its whole life in one service, and those that it depends
 * on, and reports each step. The probe is on record as one to be removed before anything is sent,
 * so that whatever happens here, a worker removes what is left of it. Thread-safe.
 */
public final class Certification {

  private static final int MOST_DRAFTS = 10;

  /** No step begins later than this: whoever asked is waiting. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final Services services;
  private final Pools pools;
  private final Connectors connectors;
  private final AccountLedger ledger;
  private final AccountDrafts drafts;
  private final SecretBox box;
  private final Reconciler reconciler;
  private final Waiting waiting;
  private final InstantSource clock;
  private final Runnable wake;

  /**
   * @param wake called when there is new work for the reconciler
   */
  public Certification(
      Services services,
      Pools pools,
      Connectors connectors,
      AccountLedger ledger,
      AccountDrafts drafts,
      SecretBox box,
      Reconciler reconciler,
      Waiting waiting,
      InstantSource clock,
      Runnable wake) {
    this.services = services;
    this.pools = pools;
    this.connectors = connectors;
    this.ledger = ledger;
    this.drafts = drafts;
    this.box = box;
    this.reconciler = reconciler;
    this.waiting = waiting;
    this.clock = clock;
    this.wake = wake;
  }

  /**
   * Certifies a service as it is now. Steps that fail are in the certificate.
   *
   * @param like the pool whose accounts the probe is called and described like; null for the first
   *     one by name that has the service, where there is any
   */
  public Result<Certificate> certify(Principal principal, String name, @Nullable String like) {
    return services
        .service(principal, name)
        .then(
            service ->
                model(principal, service, like)
                    .then(pool -> certify(principal, service, pool.orElse(null))));
  }

  private Result<Optional<Pool>> model(
      Principal principal, TargetService service, @Nullable String like) {
    if (like == null) {
      return Result.ok(pools.firstIn(principal, service.id()));
    }
    return pools
        .pool(principal, like)
        .then(
            pool ->
                pool.isIn(service.id())
                    ? Result.ok(Optional.of(pool))
                    : Result.refused(
                        new Problem.Invalid(
                            "invalid-request",
                            "pool: expected one whose accounts are in '%s', got '%s'"
                                .formatted(service.name(), like))));
  }

  private Result<Certificate> certify(
      Principal principal, TargetService service, @Nullable Pool like) {
    List<Pools.Stop> way = pools.upTo(service, like);
    Optional<Problem> problem =
        reconciler
            .maintenance(way.stream().map(each -> each.service().id()).toList())
            .or(() -> way.stream().flatMap(each -> noConnector(each.service())).findFirst());
    if (problem.isPresent()) {
      return Result.refused(problem.get());
    }
    Instant end = clock.instant().plus(LONGEST);
    return intended(principal, way, like, end.plus(longestCall(way)))
        .then(probe -> Result.ok(run(probe, AccountDrafts.passwordsLike(like), way, service, end)));
  }

  private Stream<Problem> noConnector(TargetService service) {
    return connectors.connector(service).isPresent()
        ? Stream.empty()
        : Stream.of(
            new Problem.Conflict(
                "changed-meanwhile",
                "service '%s': there is no recipe '%s'"
                    .formatted(service.name(), service.spec().recipe())));
  }

  private static Duration longestCall(List<Pools.Stop> way) {
    return way.stream()
        .map(each -> each.service().spec().limits().longestCall())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Result<EnrolledAccount> intended(
      Principal principal, List<Pools.Stop> way, @Nullable Pool like, Instant claimEnd) {
    for (int i = 0; i < MOST_DRAFTS; i++) {
      EnrolledAccount probe = draft(principal, way, like, claimEnd);
      Intended intended = intend(probe, principal);
      if (intended == Intended.DONE) {
        return Result.ok(probe);
      }
      if (intended != Intended.USERNAME_TAKEN) {
        return Result.refused(
            new Problem.Conflict(
                "changed-meanwhile",
                "service '%s', or what it depends on, was removed meanwhile"
                    .formatted(way.getLast().service().name())));
      }
    }
    return Result.refused(
        new Problem.Conflict(
            "names-exhausted", "no free name for a probe in " + MOST_DRAFTS + " attempts"));
  }

  private EnrolledAccount draft(
      Principal principal, List<Pools.Stop> way, @Nullable Pool like, Instant claimEnd) {
    Instant now = clock.instant();
    AccountDrafts.Purpose purpose =
        new AccountDrafts.Purpose(
            Map.of("purpose", "certification"), FailurePolicy.ABANDON, null, null);
    List<Pool.Member> members = way.stream().map(Pools.Stop::member).toList();
    return Convergence.passing(
        drafts.probe(principal.project(), members, like, purpose, now),
        "a probe, to be removed",
        claimEnd,
        longestCall(way),
        now);
  }

  private Intended intend(EnrolledAccount probe, Principal principal) {
    AccountLedger.Intent intent =
        new AccountLedger.Intent(
            probe, Integer.MAX_VALUE, Intents.event(probe.account(), principal.name()));
    return ledger.intend(List.of(intent)).getFirst();
  }

  private Certificate run(
      EnrolledAccount enrolled,
      PasswordRule rule,
      List<Pools.Stop> way,
      TargetService service,
      Instant end) {
    Account account = enrolled.account();
    Instant begin = clock.instant();
    Groundwork groundwork =
        new Groundwork(
            way.stream()
                .map(Pools.Stop::service)
                .filter(each -> !each.id().equals(service.id()))
                .map(each -> new Groundwork.Ground(each, probe(each, end)))
                .toList());
    Trial trial = new Trial(groundwork, service, probe(service, end));
    List<Certificate.Step> steps =
        trial.run(
            identity(account, account.secret()),
            identity(account, drafts.nextSecret(account.project()).by(rule)));
    boolean removed = report(enrolled, trial.outcomes());
    return new Certificate(
        account.username(), removed, Duration.between(begin, clock.instant()), steps);
  }

  private Probe probe(TargetService service, Instant end) {
    return new Probe(
        connectors.connector(service).orElseThrow(),
        waiting,
        clock,
        () -> reconciler.maintenance(List.of(service.id())).isPresent(),
        end,
        service.spec().limits().timeout());
  }

  private Identity identity(Account account, SealedSecret password) {
    return new Identity(
        account.id(),
        account.username(),
        box.open(password, account.project()),
        account.email(),
        account.attributes(),
        account.labels(),
        Map.of(),
        null);
  }

  /** Whether the probe is gone for good. */
  private boolean report(EnrolledAccount probe, Map<Id, Outcome> outcomes) {
    Instant now = clock.instant();
    outcomes.forEach(
        (service, outcome) ->
            ledger.observe(
                List.of(
                    new Observation(
                        probe.account().id(),
                        service,
                        probe.in(service).attempts(),
                        outcome,
                        now,
                        now))));
    wake.run();
    return outcomes.values().stream().allMatch(Outcome.Converged.class::isInstance);
  }
}
