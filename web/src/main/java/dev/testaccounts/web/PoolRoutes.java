package dev.testaccounts.web;

import dev.testaccounts.api.PoolBody;
import dev.testaccounts.api.PoolView;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.pool.Pools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people say about pools, and how many accounts there are. */
final class PoolRoutes {

  private final Pools pools;
  private final AccountStore accounts;

  PoolRoutes(Pools pools, AccountStore accounts) {
    this.pools = pools;
    this.accounts = accounts;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/pools", this::register),
        Route.get("/v1/pools", this::list),
        Route.get("/v1/pools/{name}", this::get),
        Route.put("/v1/pools/{name}", this::change),
        Route.delete("/v1/pools/{name}", this::remove));
  }

  private Answer register(Call call) {
    call.query().only();
    PoolBody body = PoolDocument.read(call.fields(), null);
    return Answer.of(
        Documents.spec(body).then(spec -> register(call, spec)),
        pool ->
            Answer.json(
                201,
                view(pool),
                Map.of(
                    "Location", "/v1/pools/" + pool.name(), "ETag", EntityTag.of(pool.version()))));
  }

  private Result<Pool> register(Call call, PoolSpec spec) {
    @Nullable Id operation = call.operation();
    return operation == null
        ? pools.register(call.principal(), spec)
        : pools.register(call.principal(), spec, operation);
  }

  private Answer list(Call call) {
    call.query().only("limit", "after");
    return Pages.answer(pools.pools(call.principal(), call.query().pageByName()), this::view);
  }

  private Answer get(Call call) {
    call.query().only();
    return shown(pools.pool(call.principal(), call.parameter("name")));
  }

  private Answer change(Call call) {
    call.query().only();
    OptionalLong expected = EntityTag.expected(call.ifMatch());
    PoolBody body = PoolDocument.read(call.fields(), call.parameter("name"));
    return EntityTag.checked(
        call.ifMatch(),
        shown(Documents.spec(body).then(spec -> pools.change(call.principal(), spec, expected))));
  }

  private Answer remove(Call call) {
    return drains(call.query().only("drain")) ? drain(call) : removeEmpty(call);
  }

  private static boolean drains(Query query) {
    return Boolean.TRUE.equals(
        query.value(
            "drain",
            "true or false",
            text ->
                Optional.of(text)
                    .filter(List.of("true", "false")::contains)
                    .map(Boolean::valueOf)));
  }

  private Answer drain(Call call) {
    return Answer.of(
        pools.drain(call.principal(), call.parameter("name")),
        pool -> Answer.json(202, view(pool), Map.of("ETag", EntityTag.of(pool.version()))));
  }

  private Answer removeEmpty(Call call) {
    return Answer.of(
        pools.remove(call.principal(), call.parameter("name")), removed -> Answer.nothing());
  }

  private Answer shown(Result<Pool> result) {
    return Answer.of(
        result, pool -> Answer.json(200, view(pool), Map.of("ETag", EntityTag.of(pool.version()))));
  }

  private PoolView view(Pool pool) {
    PoolBody body = Documents.body(pool.spec());
    return new PoolView(
        pool.id().value(),
        body.name(),
        body.services(),
        body.username(),
        body.attributes(),
        body.size(),
        body.lease(),
        body.onRelease(),
        body.retire(),
        body.coolDown(),
        body.password(),
        body.draining(),
        pool.leaving(),
        pool.version(),
        pool.createdAt(),
        counts(accounts.census(pool.id())));
  }

  private static Map<String, Long> counts(Map<AccountState, Long> census) {
    return Stream.of(AccountState.values())
        .filter(AccountState::exists)
        .collect(Collectors.toMap(Words::of, state -> census.getOrDefault(state, 0L)));
  }
}
