package dev.testaccounts.web;

import dev.testaccounts.api.AccountView;
import dev.testaccounts.api.EnrollmentView;
import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Intervention.Action;
import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.job.Jobs;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.pool.Pools;
import dev.testaccounts.core.service.TargetService;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Look at accounts, make many, and act on one. */
final class AccountRoutes {

  private final AccountStore accounts;
  private final Jobs jobs;
  private final Pools pools;
  private final UseCases useCases;

  AccountRoutes(UseCases useCases) {
    this.accounts = useCases.accounts();
    this.jobs = useCases.jobs();
    this.pools = useCases.pools();
    this.useCases = useCases;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/accounts", this::list),
        Route.post("/v1/accounts", this::create),
        Route.get("/v1/accounts/{id}", this::get),
        Route.get("/v1/accounts/{id}/events", this::timeline),
        Route.post("/v1/accounts/{id}/retry", call -> intervene(call, Action.RETRY)),
        Route.post("/v1/accounts/{id}/reset", call -> intervene(call, Action.RESET)),
        Route.delete("/v1/accounts/{id}", call -> intervene(call, Action.DELETE)));
  }

  private Answer list(Call call) {
    Query query = call.query().only("limit", "after", "pool", "state", "username");
    @Nullable AccountState state =
        query.value(
            "state", Words.oneOf(AccountState.class), text -> Words.read(AccountState.class, text));
    Names names = new Names(useCases);
    return Answer.of(
        PathNames.pool(pools, call),
        pool ->
            Pages.answer(
                accounts.accounts(
                    call.principal().project(),
                    new AccountStore.Filter(pool.orElse(null), state, query.text("username")),
                    query.pageById()),
                account -> view(account, names)));
  }

  private Answer get(Call call) {
    call.query().only();
    return Id.parse(call.parameter("id"))
        .flatMap(id -> accounts.account(call.principal().project(), id))
        .map(account -> Answer.json(200, view(account, new Names(useCases))))
        .orElseGet(() -> Answer.refused(PathNames.noSuchAccount()));
  }

  private Answer timeline(Call call) {
    Query query = call.query().only("limit", "after");
    String project = call.principal().project();
    return Answer.of(
        id(call)
            .then(
                id ->
                    accounts.account(project, id).isPresent()
                        ? Result.ok(new EventLog.Filter(id, null, null))
                        : Result.refused(PathNames.noSuchAccount())),
        filter ->
            Pages.answer(
                useCases.events().events(project, filter, query.pageByNumber()),
                EventRoutes::view));
  }

  private Answer intervene(Call call, Action action) {
    call.query().only();
    return Answer.of(
        id(call)
            .then(
                id ->
                    useCases
                        .interventions()
                        .intervene(call.principal(), id, action, call.operation())),
        account -> Answer.json(202, view(account, new Names(useCases))));
  }

  private static Result<Id> id(Call call) {
    return PathNames.id(call, PathNames.noSuchAccount());
  }

  private Answer create(Call call) {
    return call.lines() ? createRows(call) : createAlike(call);
  }

  private Answer createRows(Call call) {
    Query query = call.query().only("pool", "label");
    String pool = query.text("pool");
    if (pool == null) {
      throw RefusedException.invalid("?pool: expected the name of a pool, got nothing");
    }
    return Answer.of(
        jobs.create(
            call.principal(),
            pool,
            query.labels(),
            AccountLines.read(call.body().get()),
            call.operation()),
        job -> JobRoutes.started(job, new Names(useCases)));
  }

  private Answer createAlike(Call call) {
    call.query().only();
    Fields fields = call.fields();
    String pool = fields.text("pool", PathNames.LONGEST);
    int count = fields.integer("count", 1, Jobs.MOST_ACCOUNTS);
    Map<String, String> labels = fields.map("labels");
    fields.end();
    return Answer.of(
        jobs.create(call.principal(), pool, count, labels, call.operation()),
        job -> JobRoutes.started(job, new Names(useCases)));
  }

  static AccountView view(EnrolledAccount enrolled, Names names) {
    Account account = enrolled.account();
    return new AccountView(
        account.id().value(),
        names.pool(account.pool()),
        account.username(),
        account.email(),
        account.attributes(),
        account.labels(),
        Words.of(account.state()),
        account.reason(),
        account.heldUntil(),
        account.epoch(),
        account.uses(),
        account.job() == null ? null : account.job().value(),
        account.createdAt(),
        account.changedAt(),
        enrolled.enrollments().stream()
            .sorted(Comparator.comparingInt(Enrollment::rank))
            .map(enrollment -> view(enrollment, names))
            .toList());
  }

  private static EnrollmentView view(Enrollment enrollment, Names names) {
    return new EnrollmentView(
        names.service(enrollment.service()).map(TargetService::name).orElse(null),
        Words.of(enrollment.desired()),
        Words.of(enrollment.observed()),
        enrollment.attempts(),
        enrollment.failures(),
        enrollment.remoteId(),
        enrollment.dueAt(),
        enrollment.lastError());
  }
}
