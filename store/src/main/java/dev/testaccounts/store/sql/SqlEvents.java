package dev.testaccounts.store.sql;

import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.kernel.Page;

/** The audit trail, read. */
final class SqlEvents implements EventLog {

  private final Reading readers;

  SqlEvents(Reading readers) {
    this.readers = readers;
  }

  @Override
  public Page<Entry> events(String project, Filter filter, Page.Request page) {
    Where where =
        new Where()
            .and("project = ?", project)
            .maybe("account_id = ?", filter.account())
            .maybe("lease_id = ?", filter.lease())
            .maybe("job_id = ?", filter.job())
            .maybe("sequence < ?", page.after() == null ? null : Pages.number(page, 0));
    String sql =
        "SELECT %s FROM event\n%s\nORDER BY sequence DESC LIMIT ?"
            .formatted(Trail.COLUMNS, where.text());
    return Pages.of(
        readers.read(session -> session.list(sql, Trail::entry, where.values(Pages.asked(page)))),
        page,
        entry -> Long.toString(entry.sequence()));
  }
}
