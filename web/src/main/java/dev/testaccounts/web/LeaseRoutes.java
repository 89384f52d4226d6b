package dev.testaccounts.web;

import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.lease.Leases;
import dev.testaccounts.core.pool.Pools;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Look at, renew and release leases. */
final class LeaseRoutes {

  private static final int LONGEST_REASON = 200;
  private static final String RELEASED = "its holder gave it back";

  private final Leases leases;
  private final Pools pools;
  private final AccountStore accounts;
  private final UseCases useCases;

  LeaseRoutes(UseCases useCases) {
    this.leases = useCases.leases();
    this.pools = useCases.pools();
    this.accounts = useCases.accounts();
    this.useCases = useCases;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/leases", this::list),
        Route.get("/v1/leases/{id}", this::get),
        Route.delete("/v1/leases/{id}", this::release),
        Route.post("/v1/leases/{id}/renew", this::renew));
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
                    query.pageById()),
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
