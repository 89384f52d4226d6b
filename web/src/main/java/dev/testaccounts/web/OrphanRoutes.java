package dev.testaccounts.web;

import dev.testaccounts.api.OrphansView;
import dev.testaccounts.core.job.Orphans;
import dev.testaccounts.core.job.Sweep;
import dev.testaccounts.core.kernel.Id;
import java.time.Duration;
import java.util.List;

/** Where a service and the ledger differ. */
final class OrphanRoutes {

  private static final Duration USUAL = Duration.ofHours(1);

  private final Orphans orphans;

  OrphanRoutes(Orphans orphans) {
    this.orphans = orphans;
  }

  List<Route> routes() {
    return List.of(Route.post("/v1/services/{name}/orphans", this::sweep));
  }

  private Answer sweep(Call call) {
    call.query().only();
    Fields fields = call.fields();
    Sweep.Action action = action(fields);
    Duration olderThan = fields.duration("olderThan", USUAL);
    fields.end();
    return Answer.of(
        orphans.sweep(call.principal(), call.parameter("name"), action, olderThan),
        sweep -> Answer.json(200, view(sweep)));
  }

  private static Sweep.Action action(Fields fields) {
    String text = fields.text("action", PathNames.LONGEST, Words.of(Sweep.Action.REPORT));
    return Words.read(Sweep.Action.class, text)
        .orElseThrow(
            () ->
                RefusedException.invalid(
                    "action: expected "
                        + Words.oneOf(Sweep.Action.class)
                        + ", got "
                        + Shown.quoted(text)));
  }

  private static OrphansView view(Sweep sweep) {
    return new OrphansView(
        sweep.listed(),
        sweep.orphans().stream().map(OrphanRoutes::orphan).toList(),
        sweep.vanished().stream()
            .map(
                each ->
                    new OrphansView.Vanished(
                        each.account().value(),
                        each.username(),
                        Words.of(each.state()),
                        Words.of(each.fate())))
            .toList(),
        sweep.lingering().stream()
            .map(
                each ->
                    new OrphansView.Lingering(
                        each.account().value(), each.username(), Words.of(each.fate())))
            .toList());
  }

  private static OrphansView.Orphan orphan(Sweep.Orphan orphan) {
    Id account = orphan.account();
    return new OrphansView.Orphan(
        orphan.username(),
        orphan.remoteId(),
        account == null ? null : account.value(),
        Words.of(orphan.fate()));
  }
}
