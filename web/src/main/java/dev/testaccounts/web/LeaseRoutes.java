package dev.testaccounts.web;

import dev.testaccounts.api.ProblemCode;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.idempotency.Idempotency.Turn;
import dev.testaccounts.core.job.Provisioning;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseRequest;
import dev.testaccounts.core.lease.LeaseResult;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.lease.Leases;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.Pools;
import dev.testaccounts.core.service.SignIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Claim, look at, renew and release leases. */
final class LeaseRoutes {

  private static final int LONGEST_REASON = 200;
  private static final String RELEASED = "its holder gave it back";

  private final Leases leases;
  private final Provisioning provisioning;
  private final Pools pools;
  private final AccountStore accounts;
  private final UseCases useCases;

  LeaseRoutes(UseCases useCases) {
    this.leases = useCases.leases();
    this.provisioning = useCases.provisioning();
    this.pools = useCases.pools();
    this.accounts = useCases.accounts();
    this.useCases = useCases;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/leases", this::claim),
        Route.get("/v1/leases", this::list),
        Route.get("/v1/leases/{id}", this::get),
        Route.delete("/v1/leases/{id}", this::release),
        Route.post("/v1/leases/{id}/renew", this::renew));
  }

  private Answer claim(Call call) {
    call.query().only();
    Fields fields = call.fields();
    LeaseRequest request =
        new LeaseRequest(
            fields.text("pool", PathNames.LONGEST),
            fields.optionalDuration("ttl"),
            fields.map("labels"),
            call.turn().map(Turn.Go::operation).orElse(null));
    boolean fresh = fields.flag("fresh");
    boolean signIn = fields.flag("signIn");
    fields.end();
    LeaseResult result =
        call.turn()
            .filter(Turn.Go::again)
            .flatMap(turn -> leases.granted(call.principal(), turn.operation()))
            .orElseGet(
                () ->
                    fresh
                        ? provisioning.fresh(call.principal(), request)
                        : leases.claim(call.principal(), request));
    return switch (result) {
      case LeaseResult.Granted granted -> granted(granted, signIn);
      case LeaseResult.NoneFree(Pool pool) -> noneFree(pool);
      case LeaseResult.Refused(var problem) -> Answer.refused(problem);
    };
  }

  private Answer granted(LeaseResult.Granted granted, boolean signIn) {
    Map<Id, SignIn> signedIn =
        signIn ? useCases.signIns().signIn(granted.account(), granted.password()) : Map.of();
    return Answer.json(
        201,
        LeaseViews.grant(granted, signedIn, new Names(useCases)),
        Map.of("Location", "/v1/leases/" + granted.lease().id(), "Cache-Control", "no-store"));
  }

  private static Answer noneFree(Pool pool) {
    return new Answer.Refused(
        Refusal.of(
            ProblemCode.NONE_FREE,
            "pool '"
                + pool.name()
                + "' has no free account now: all of its accounts (at most "
                + pool.spec().max()
                + ") are in use, being cleaned or not made yet"));
  }

  private Answer list(Call call) {
    Query query = call.query().only("limit", "after", "pool", "state", "account", "label");
    LeaseState state =
        query.value(
            "state", Words.oneOf(LeaseState.class), text -> Words.read(LeaseState.class, text));
    Id account = query.id("account");
    Names names = new Names(useCases);
    return Answer.of(
        PathNames.pool(pools, call),
        pool ->
            Pages.answer(
                leases.leases(
                    call.principal(),
                    new LeaseStore.Filter(pool.orElse(null), account, state, query.labels()),
                    query.page()),
                lease -> LeaseViews.view(lease, names)));
  }

  private Answer get(Call call) {
    call.query().only();
    return Answer.of(
        lease(call).then(id -> leases.lease(call.principal(), id)),
        lease ->
            accounts
                .account(call.principal().project(), lease.account())
                .map(account -> detail(lease, account))
                .orElseGet(() -> Answer.refused(PathNames.noSuchLease())));
  }

  private Answer detail(Lease lease, EnrolledAccount account) {
    return Answer.json(200, LeaseViews.detail(lease, account, new Names(useCases)));
  }

  private Answer renew(Call call) {
    call.query().only();
    Fields fields = call.fields();
    @Nullable Duration ttl = fields.optionalDuration("ttl");
    @Nullable Long epoch = fields.optionalLong("epoch");
    fields.end();
    return Answer.of(
        lease(call).then(id -> leases.renew(call.principal(), id, epoch, ttl)),
        lease -> Answer.json(200, LeaseViews.view(lease, new Names(useCases))));
  }

  private Answer release(Call call) {
    Query query = call.query().only("epoch", "reason");
    @Nullable Long epoch = query.number("epoch");
    String reason =
        Optional.ofNullable(query.value("reason", "at most 200 characters", LeaseRoutes::reason))
            .orElse(RELEASED);
    return Answer.of(
        lease(call).then(id -> leases.release(call.principal(), id, epoch, reason)),
        lease -> Answer.nothing());
  }

  private static Optional<String> reason(String text) {
    return Optional.of(text).filter(given -> given.length() <= LONGEST_REASON && !given.isBlank());
  }

  private static Result<Id> lease(Call call) {
    return PathNames.id(call, PathNames.noSuchLease());
  }
}
