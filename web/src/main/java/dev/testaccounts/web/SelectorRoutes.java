package dev.testaccounts.web;

import dev.testaccounts.api.CleanupPlan;
import dev.testaccounts.api.PlannedAccount;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.job.Cleanups;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.JobStore;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is done to all accounts that a selector fits: clean-up and bulk reset. */
final class SelectorRoutes {

  private static final int MOST_ACCOUNTS = 1_000;

  private final UseCases useCases;

  SelectorRoutes(UseCases useCases) {
    this.useCases = useCases;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/cleanup", this::cleanup), Route.post("/v1/accounts/reset", this::reset));
  }

  private Answer cleanup(Call call) {
    call.query().only();
    Fields fields = call.fields();
    Parts parts = parts(fields, state(fields), fields.flag("includeLeased"));
    boolean override = fields.flag("override");
    boolean dryRun = fields.flag("dryRun");
    fields.end();
    Result<Selector> selector = selector(call, parts);
    return dryRun
        ? Answer.of(
            selector.then(chosen -> useCases.cleanups().plan(call.principal(), chosen)),
            plan -> Answer.json(200, view(plan)))
        : started(
            selector.then(
                chosen ->
                    useCases
                        .cleanups()
                        .cleanup(call.principal(), chosen, override, call.operation())));
  }

  private Answer reset(Call call) {
    call.query().only();
    Fields fields = call.fields();
    Parts parts = parts(fields, null, false);
    fields.end();
    return started(
        selector(call, parts)
            .then(chosen -> useCases.jobs().reset(call.principal(), chosen, call.operation())));
  }

  private Answer started(Result<Job> job) {
    return Answer.of(job, begun -> JobRoutes.started(begun, new Names(useCases)));
  }

  /** A selector whose pool is still a name. */
  private record Parts(@Nullable String pool, Selector rest) {}

  private Parts parts(Fields fields, @Nullable AccountState state, boolean includeLeased) {
    String pool = fields.optionalText("pool", PathNames.LONGEST);
    Map<String, String> labels = labels(fields);
    List<Id> accounts = accounts(fields);
    Instant before = before(fields.optionalDuration("olderThan"));
    return new Parts(pool, new Selector(null, labels, accounts, before, state, includeLeased));
  }

  /** A run is a label that everybody has use for: it has a field of its own. */
  private static Map<String, String> labels(Fields fields) {
    Map<String, String> labels = new HashMap<>(fields.map("labels"));
    String run = fields.optionalText("run", Integer.MAX_VALUE);
    if (run != null && !run.equals(labels.getOrDefault("run", run))) {
      throw RefusedException.invalid("run: expected the same as labels.run, got another");
    }
    if (run != null) {
      labels.put("run", run);
    }
    return labels;
  }

  private Result<Selector> selector(Call call, Parts parts) {
    Selector rest = parts.rest();
    return PathNames.pool(useCases.pools(), call, parts.pool())
        .map(
            id ->
                new Selector(
                    id.orElse(null),
                    rest.labels(),
                    rest.accounts(),
                    rest.createdBefore(),
                    rest.state(),
                    rest.includeLeased()));
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
