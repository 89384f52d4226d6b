package dev.testaccounts.core.lease;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Hold;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.lease.LeaseStore.LeaseReply;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.Pools;
import dev.testaccounts.core.secret.NewSecrets;
import dev.testaccounts.core.secret.SecretBox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Use cases: claim, renew, release and look up leases. Thread-safe. */
public final class Leases {

  private final LeaseStore store;
  private final Pools pools;
  private final SecretBox box;
  private final NewSecrets secrets;
  private final Ids ids;
  private final InstantSource clock;
  private final Runnable wake;

  /**
   * @param wake called when there is new work for the reconciler
   */
  public Leases(
      LeaseStore store,
      Pools pools,
      SecretBox box,
      NewSecrets secrets,
      Ids ids,
      InstantSource clock,
      Runnable wake) {
    this.store = store;
    this.pools = pools;
    this.box = box;
    this.secrets = secrets;
    this.ids = ids;
    this.clock = clock;
    this.wake = wake;
  }

  /** Leases the account that has been free the longest. */
  public LeaseResult claim(Principal principal, LeaseRequest request) {
    return switch (terms(principal, request)) {
      case Result.Ok<Terms>(Terms terms) -> claim(principal, terms, null);
      case Result.Refused<Terms>(Problem problem) -> new LeaseResult.Refused(problem);
    };
  }

  /**
   * What a lease would be: the pool and the time, checked, before anything is done.
   *
   * @param lease the id it will have, the first of several
   */
  public record Terms(Id lease, Pool pool, Duration ttl, LeaseRequest request) {}

  /** Checks a request against its pool. */
  public Result<Terms> terms(Principal principal, LeaseRequest request) {
    Optional<Problem> problem = request.problem();
    if (problem.isPresent()) {
      return Result.refused(problem.get());
    }
    return pools
        .open(principal, request.pool())
        .then(
            pool ->
                ttl(pool, request.ttl()).map(ttl -> new Terms(id(request), pool, ttl, request)));
  }

  private Id id(LeaseRequest request) {
    return request.id() == null ? ids.next(clock.instant()) : request.id();
  }

  /**
   * A lease that was granted before, as it was answered then, for a caller who never had the
   * answer. Empty where there is no such lease; refused where it is over.
   */
  public Optional<LeaseResult> granted(Principal principal, Id lease) {
    String project = principal.project();
    return store
        .grant(project, lease)
        .<LeaseResult>flatMap(grant -> granted(project, grant))
        .or(() -> store.lease(project, lease).map(Leases::over));
  }

  /**
   * Leases that one request was granted before, as it was answered then. Empty where there are no
   * such leases; refused where one of them is over.
   *
   * @param first the id of the first one
   */
  public Optional<LeaseResult> granted(Principal principal, Id first, int count) {
    if (count == 1) {
      return granted(principal, first);
    }
    List<LeaseResult.Granted> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optional<LeaseResult> next = granted(principal, first.plus(i));
      if (!(next.orElse(null) instanceof LeaseResult.Granted granted)) {
        return next;
      }
      all.add(granted);
    }
    return Optional.of(new LeaseResult.AllGranted(all));
  }

  private Optional<LeaseResult> granted(String project, LeaseStore.ClaimReply.Granted grant) {
    return switch (pools.byId(grant.lease().pool())) {
      case Result.Ok<Pool>(Pool pool) ->
          Optional.of(granted(project, pool, grant.lease(), grant.account()));
      case Result.Refused<Pool>(Problem problem) -> Optional.of(new LeaseResult.Refused(problem));
    };
  }

  private LeaseResult.Granted granted(
      String project, Pool pool, Lease lease, EnrolledAccount account) {
    return new LeaseResult.Granted(
        lease, pool, account, box.open(account.account().secret(), project));
  }

  private static LeaseResult over(Lease lease) {
    return new LeaseResult.Refused(ended(lease));
  }

  /**
   * Leases by terms that were checked.
   *
   * @param reservation the account that was made for this lease; null for any that is free
   */
  public LeaseResult claim(Principal principal, Terms terms, @Nullable Id reservation) {
    Instant now = clock.instant();
    List<LeaseStore.Claim> claims =
        IntStream.range(0, terms.request().wanted().size())
            .mapToObj(i -> claim(principal, terms, i, reservation, now))
            .toList();
    return claims.size() == 1
        ? claimOne(principal.project(), terms.pool(), claims)
        : claimAll(principal.project(), terms.pool(), claims);
  }

  private static LeaseStore.Claim claim(
      Principal principal, Terms terms, int place, @Nullable Id reservation, Instant now) {
    Wanted account = terms.request().wanted().get(place);
    return new LeaseStore.Claim(
        terms.lease().plus(place),
        principal.project(),
        terms.pool().id(),
        reservation,
        account.filter(),
        principal.name(),
        account.labels(terms.request().labels()),
        terms.pool().spec().onRelease(),
        now,
        now.plus(terms.ttl()));
  }

  private LeaseResult claimOne(String project, Pool pool, List<LeaseStore.Claim> one) {
    return switch (store.claim(one).getFirst()) {
      case LeaseStore.ClaimReply.Granted(Lease lease, EnrolledAccount account) ->
          granted(project, pool, lease, account);
      case LeaseStore.ClaimReply.NoneFree() -> new LeaseResult.NoneFree(pool);
    };
  }

  private LeaseResult claimAll(String project, Pool pool, List<LeaseStore.Claim> group) {
    return store
        .claimAll(group)
        .<LeaseResult>map(
            grants ->
                new LeaseResult.AllGranted(
                    grants.stream()
                        .map(each -> granted(project, pool, each.lease(), each.account()))
                        .toList()))
        .orElseGet(() -> new LeaseResult.NoneFree(pool));
  }

  /**
   * Gives a live lease more time, counted from now.
   *
   * @param epoch what the caller believes the epoch to be; null where it does not say
   * @param ttl how long from now; null for what the pool says
   */
  public Result<Lease> renew(
      Principal principal, Id lease, @Nullable Long epoch, @Nullable Duration ttl) {
    return lease(principal, lease)
        .then(present -> pools.byId(present.pool()))
        .then(pool -> ttl(pool, ttl))
        .then(
            checked -> {
              Instant now = clock.instant();
              return result(
                  store
                      .renew(
                          List.of(
                              new LeaseStore.Renewal(
                                  principal.project(),
                                  lease,
                                  epoch,
                                  principal.name(),
                                  now,
                                  now.plus(checked))))
                      .getFirst());
            });
  }

  /**
   * Gives the account back. Releasing a lease that its holder has released before is no error: it
   * answers the same.
   *
   * @param epoch what the caller believes the epoch to be; null where it does not say
   * @param reason what to keep as the reason
   */
  public Result<Lease> release(Principal principal, Id lease, @Nullable Long epoch, String reason) {
    return end(principal, lease, epoch, LeaseState.RELEASED, reason);
  }

  /** Takes a lease from its holder: an operator's. To revoke it twice is no error. */
  public Result<Lease> revoke(Principal principal, Id lease, String reason) {
    return end(principal, lease, null, LeaseState.REVOKED, reason);
  }

  /**
   * Ends a lease and keeps its account for a look, with its password as it is.
   *
   * @param epoch what the caller believes the epoch to be; null where it does not say
   * @param ttl how long from now until it is given back by itself
   */
  public Result<Lease> hold(
      Principal principal, Id lease, @Nullable Long epoch, Duration ttl, String reason) {
    Hold hold = new Hold(clock.instant().plus(ttl), reason);
    return end(release(principal, lease, epoch, LeaseState.RELEASED, "held: " + reason, hold));
  }

  /**
   * Ends leases whose time is over. Returns how many of them it ended; a renewal may have come in
   * between.
   */
  public int expire(List<Lease> overdue) {
    List<LeaseReply> replies =
        store.release(
            overdue.stream()
                .map(
                    lease ->
                        release(
                            Principal.system(lease.project()),
                            lease.id(),
                            lease.epoch(),
                            LeaseState.EXPIRED,
                            "its time ran out",
                            null))
                .toList());
    int ended = (int) replies.stream().filter(LeaseReply.Done.class::isInstance).count();
    if (ended > 0) {
      wake.run();
    }
    return ended;
  }

  private LeaseStore.Release release(
      Principal principal,
      Id lease,
      @Nullable Long epoch,
      LeaseState how,
      String reason,
      @Nullable Hold hold) {
    return new LeaseStore.Release(
        principal.project(),
        lease,
        epoch,
        how,
        reason,
        secrets.next(principal.project()),
        principal.name(),
        clock.instant(),
        hold);
  }

  private Result<Lease> end(
      Principal principal, Id lease, @Nullable Long epoch, LeaseState how, String reason) {
    return end(release(principal, lease, epoch, how, reason, null));
  }

  private Result<Lease> end(LeaseStore.Release release) {
    LeaseReply reply = store.release(List.of(release)).getFirst();
    if (reply instanceof LeaseReply.Done) {
      wake.run();
    }
    return reply instanceof LeaseReply.Ended(Lease ended) && ended.state() == release.how()
        ? Result.ok(ended)
        : result(reply);
  }

  public Result<Lease> lease(Principal principal, Id id) {
    return store
        .lease(principal.project(), id)
        .map(Result::ok)
        .orElseGet(() -> Result.refused(unknown()));
  }

  public Page<Lease> leases(Principal principal, LeaseStore.Filter filter, Page.Request page) {
    return store.leases(principal.project(), filter, page);
  }

  private static Result<Duration> ttl(Pool pool, @Nullable Duration asked) {
    Duration ttl = asked == null ? pool.spec().ttl() : asked;
    Duration most = pool.spec().maxTtl();
    return ttl.compareTo(Duration.ofSeconds(1)) < 0 || ttl.compareTo(most) > 0
        ? Result.refused(
            new Problem.Invalid(
                "ttl-out-of-range",
                "ttl: expected 1s to the pool's maxTtl (" + most + "), got " + ttl))
        : Result.ok(ttl);
  }

  private static Result<Lease> result(LeaseReply reply) {
    return switch (reply) {
      case LeaseReply.Done(Lease lease) -> Result.ok(lease);
      case LeaseReply.Ended(Lease lease) -> Result.refused(ended(lease));
      case LeaseReply.StaleEpoch(Lease lease) ->
          conflict(
              "stale-epoch",
              named(lease) + " has epoch " + lease.epoch() + ", the request speaks of another");
      case LeaseReply.StillLive(Lease lease) ->
          conflict("lease-live", named(lease) + " still has time");
      case LeaseReply.NoSuchLease() -> Result.refused(unknown());
    };
  }

  private static Problem ended(Lease lease) {
    return new Problem.Conflict("lease-ended", named(lease) + " is over: " + why(lease));
  }

  private static String named(Lease lease) {
    return "lease " + lease.id();
  }

  private static String why(Lease lease) {
    return lease.endReason() == null ? "its time ran out" : lease.endReason();
  }

  private static Result<Lease> conflict(String code, String detail) {
    return Result.refused(new Problem.Conflict(code, detail));
  }

  private static Problem unknown() {
    return new Problem.NotFound("no-such-lease", "there is no such lease in this project");
  }
}
