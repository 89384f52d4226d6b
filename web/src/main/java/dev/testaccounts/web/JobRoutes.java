package dev.testaccounts.web;

import dev.testaccounts.api.JobItemView;
import dev.testaccounts.api.JobView;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.Jobs;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Result;
import java.util.List;
import java.util.Map;

/** Bulk operations: look at them, and cancel them. */
final class JobRoutes {

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
        Route.get("/v1/jobs/{id}/events", this::progress),
        Route.post("/v1/jobs/{id}/cancel", this::cancel));
  }

  private Answer list(Call call) {
    call.query().only("limit", "after");
    Names names = new Names(useCases);
    return Pages.answer(
        jobs.jobs(call.principal(), call.query().pageById()), job -> view(job, names));
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
        id(call).then(id -> jobs.items(call.principal(), id, query.pageByNumber())),
        page ->
            call.names("Accept", Json.LINES_TYPE)
                ? Pages.lines(
                    page,
                    JobRoutes::view,
                    "/v1/jobs/%s/items?limit=%d".formatted(call.parameter("id"), query.limit()))
                : Pages.answer(page, JobRoutes::view));
  }

  private Answer progress(Call call) {
    call.query().only();
    return Answer.of(
        id(call).then(id -> jobs.job(call.principal(), id)),
        job ->
            Answer.stream(
                Progress.TYPE,
                new Progress(
                    () -> again(call, job),
                    now -> view(now, new Names(useCases)),
                    useCases.pause())));
  }

  /** Jobs are never removed. */
  private Job again(Call call, Job job) {
    return jobs.job(call.principal(), job.id()) instanceof Result.Ok<Job>(Job now) ? now : job;
  }

  private Answer cancel(Call call) {
    call.query().only();
    return Answer.of(
        id(call).then(id -> jobs.cancel(call.principal(), id)),
        job -> Answer.json(202, view(job, new Names(useCases))));
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
}
