package dev.testaccounts.web;

import dev.testaccounts.api.EventView;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.kernel.Id;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit trail. */
final class EventRoutes {

  private final EventLog events;

  EventRoutes(EventLog events) {
    this.events = events;
  }

  List<Route> routes() {
    return List.of(Route.get("/v1/events", this::list));
  }

  private Answer list(Call call) {
    Query query = call.query().only("limit", "after", "account", "lease", "job");
    EventLog.Filter filter =
        new EventLog.Filter(query.id("account"), query.id("lease"), query.id("job"));
    return Pages.answer(
        events.events(call.principal().project(), filter, query.pageByNumber()), EventRoutes::view);
  }

  static EventView view(EventLog.Entry entry) {
    Event event = entry.event();
    return new EventView(
        entry.sequence(),
        event.at(),
        event.actor(),
        Words.of(event.kind()),
        text(event.account()),
        text(event.lease()),
        text(event.job()),
        event.detail());
  }

  private static @Nullable String text(@Nullable Id id) {
    return id == null ? null : id.value();
  }
}
