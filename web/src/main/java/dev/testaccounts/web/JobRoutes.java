package dev.testaccounts.web;

import dev.testaccounts.api.CleanupPlan;
import dev.testaccounts.api.JobItemView;
import dev.testaccounts.api.JobView;
import dev.testaccounts.api.PlannedAccount;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.job.Cleanups;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.JobStore;
import dev.testaccounts.core.job.Jobs;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Bulk operations: look at them, and start a clean-up. */
final class JobRoutes {

  private static final int MOST_ACCOUNTS = 1_000;

  private final Jobs jobs;
  private final UseCases useCases;

  JobRoutes(UseCases useCases) {
    this.jobs = useCases.jobs();
    this.useCases = useCases;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/jobs", this::list),
        Route.get("/v1/jobs/{id}", this::get),
        Route.get("/v1/jobs/{id}/items", this::items),
        Route.post("/v1/jobs/{id}/cancel", this::cancel),
        Route.post("/v1/cleanup", this::cleanup));
  }

  private Answer list(Call call) {
    call.query().only("limit", "after");
    Names names = new Names(useCases);
    return Pages.answer(jobs.jobs(call.principal(), call.query().page()), job -> view(job, names));
  }

  private Answer get(Call call) {
    call.query().only();
    return Answer.of(
        id(call).then(id -> jobs.job(call.principal(), id)),
        job -> Answer.json(200, view(job, new Names(useCases))));
  }

  private Answer items(Call call) {
    Query query = call.query().only("limit", "after");
    return Answer.of(
        id(call).then(id -> jobs.items(call.principal(), id, query.page())),
        page ->
            call.names("Accept", Json.LINES_TYPE)
                ? Pages.lines(
                    page,
                    JobRoutes::view,
                    "/v1/jobs/%s/items?limit=%d"
                        .formatted(call.parameter("id"), query.page().limit()))
                : Pages.answer(page, JobRoutes::view));
  }

  private Answer cancel(Call call) {
    call.query().only();
    return Answer.of(
        id(call).then(id -> jobs.cancel(call.principal(), id)),
        job -> Answer.json(202, view(job, new Names(useCases))));
  }

  private Answer cleanup(Call call) {
    call.query().only();
    Fields fields = call.fields();
    @Nullable String pool = fields.optionalText("pool", PathNames.LONGEST);
    Map<String, String> labels = fields.map("labels");
    List<Id> accounts = accounts(fields);
    @Nullable Instant before = before(fields.optionalDuration("olderThan"));
    @Nullable AccountState state = state(fields);
    boolean includeLeased = fields.flag("includeLeased");
    boolean override = fields.flag("override");
    boolean dryRun = fields.flag("dryRun");
    fields.end();
    Result<Selector> selector =
        PathNames.pool(useCases.pools(), call, pool)
            .map(
                id ->
                    new Selector(id.orElse(null), labels, accounts, before, state, includeLeased));
    return dryRun
        ? Answer.of(
            selector.then(chosen -> useCases.cleanups().plan(call.principal(), chosen)),
            plan -> Answer.json(200, view(plan)))
        : Answer.of(
            selector.then(
                chosen -> useCases.cleanups().cleanup(call.principal(), chosen, override)),
            job -> started(job, new Names(useCases)));
  }

  private static @Nullable AccountState state(Fields fields) {
    String text = fields.optionalText("state", PathNames.LONGEST);
    return text == null
        ? null
        : Words.read(AccountState.class, text)
            .orElseThrow(
                () ->
                    RefusedException.invalid(
                        "state: expected "
                            + Words.oneOf(AccountState.class)
                            + ", got "
                            + Shown.quoted(text)));
  }

  private @Nullable Instant before(@Nullable Duration olderThan) {
    return olderThan == null ? null : useCases.clock().instant().minus(olderThan);
  }

  private static List<Id> accounts(Fields fields) {
    List<Id> ids = new ArrayList<>();
    for (String text : fields.texts("accounts", MOST_ACCOUNTS, PathNames.LONGEST)) {
      Optional<Id> id = Id.parse(text);
      ids.add(
          id.orElseThrow(
              () ->
                  RefusedException.invalid(
                      "accounts["
                          + ids.size()
                          + "]: expected an id of 26 characters, got "
                          + Shown.quoted(text))));
    }
    return ids;
  }

  /** The answer that names a job where its end can be waited for. */
  static Answer started(Job job, Names names) {
    return Answer.json(202, view(job, names), Map.of("Location", "/v1/jobs/" + job.id()));
  }

  private static Result<Id> id(Call call) {
    return PathNames.id(call, PathNames.noSuchJob());
  }

  private static JobView view(Job job, Names names) {
    return new JobView(
        job.id().value(),
        Words.of(job.kind()),
        state(job),
        names.pool(job.pool()),
        job.labels(),
        job.total(),
        job.planned(),
        job.succeeded(),
        job.failed(),
        job.cancelled(),
        job.actor(),
        job.createdAt(),
        job.cancelledAt(),
        job.finishedAt());
  }

  private static String state(Job job) {
    return job.cancelledAt() == null
        ? job.finished() ? "finished" : "running"
        : job.finished() ? "cancelled" : "cancelling";
  }

  private static JobItemView view(Job.Item item) {
    return new JobItemView(
        item.index(),
        item.account() == null ? null : item.account().value(),
        item.username(),
        Words.of(item.result()),
        item.message());
  }

  private static CleanupPlan view(Cleanups.Forecast forecast) {
    JobStore.Plan plan = forecast.plan();
    return new CleanupPlan(
        plan.total(),
        plan.byState().entrySet().stream()
            .collect(Collectors.toMap(entry -> Words.of(entry.getKey()), Map.Entry::getValue)),
        plan.leasesRevoked(),
        forecast.used(),
        forecast.cap(),
        forecast.overCap(),
        plan.sample().stream()
            .map(
                planned ->
                    new PlannedAccount(
                        planned.account().value(), planned.username(), Words.of(planned.state())))
            .toList());
  }
}
