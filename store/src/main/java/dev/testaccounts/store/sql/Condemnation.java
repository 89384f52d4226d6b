package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A clean-up within the writer's transaction: a fixed number of statements, however many accounts.
 * Says for a set of rows what {@code Convergence.condemn} says for one account; a test holds the
 * two together.
 */
final class Condemnation {

  private static final Map<String, String> DETAIL = Map.of("reason", CondemnationSql.REASON);

  private final Session session;
  private final Event event;
  private final @Nullable Id job;
  private final Instant now;

  private Condemnation(Session session, Event event, @Nullable Id job) {
    this.session = session;
    this.event = event;
    this.job = job;
    this.now = Codec.kept(event.at());
  }

  static Job bySelector(Session session, Job job, Selector selector, Event event) {
    Condemnation condemnation = new Condemnation(session, event, job.id());
    int total = condemnation.select(Condemnable.by(session.dialect(), job.project(), selector));
    JobRows.insert(session, planned(job, total));
    Trail.add(session, withJob(event, job.id()));
    session.update(CondemnationSql.ITEMS, job.project(), job.id());
    condemnation.condemn();
    condemnation.session.update(CondemnationSql.ITEMS_GONE, job.id());
    JobProgress.count(session, job.id(), condemnation.gone(), 0, condemnation.now);
    return JobRows.find(session, job.id()).orElseThrow();
  }

  static int ofSimple(Session session, String project, Event event) {
    Condemnation condemnation = new Condemnation(session, event, null);
    int total = condemnation.select(Condemnable.simple(project));
    Trail.add(session, event);
    condemnation.condemn();
    session.update(CondemnationSql.HURRY, condemnation.now, project);
    return total;
  }

  private int select(Where where) {
    session.run(CondemnationSql.TABLE + session.dialect().temporary());
    session.run(CondemnationSql.CLEAR);
    hold(where);
    return session.update(CondemnationSql.select(where), where.values());
  }

  /** Where others write beside us: what is selected is locked first, and then looked at again. */
  private void hold(Where where) {
    String lock = session.dialect().lockAccounts();
    if (!lock.isEmpty()) {
      session.run(CondemnationSql.HELD);
      session.run(CondemnationSql.CLEAR_HELD);
      session.update(CondemnationSql.HOLD + where.text() + lock, where.values());
      where.and(CondemnationSql.IS_HELD);
    }
  }

  private void condemn() {
    disappointJobs();
    session.update(CondemnationSql.REVOKED, now, event.actor());
    session.update(CondemnationSql.REVOKE, now, CondemnationSql.REASON);
    session.update(CondemnationSql.CONDEMNED, now, event.actor(), job, DETAIL);
    session.update(CondemnationSql.DELETED, now, event.actor(), job);
    session.update(CondemnationSql.ENROLLMENTS, now);
    session.update(CondemnationSql.ACCOUNTS, CondemnationSql.REASON, job, now);
    session.update(CondemnationSql.EXISTING);
    session.each(
        CondemnationSql.MOVED,
        row ->
            session
                .census()
                .moved(
                    row.id(),
                    row.word(AccountState.class),
                    row.word(AccountState.class),
                    row.count()));
  }

  /** Jobs that waited for these accounts learn that they wait in vain. */
  private void disappointJobs() {
    record Disappointed(Id job, int items) {}
    List<Disappointed> jobs =
        session.list(CondemnationSql.DISAPPOINTED, row -> new Disappointed(row.id(), row.count()));
    if (!jobs.isEmpty()) {
      session.update(CondemnationSql.DISAPPOINT, "deleted before it was ready");
      jobs.forEach(each -> JobProgress.count(session, each.job(), 0, each.items(), now));
    }
  }

  private int gone() {
    return session.first(CondemnationSql.GONE, Row::count).orElse(0);
  }

  private static Job planned(Job job, int total) {
    return new Job(
        job.id(),
        job.project(),
        job.kind(),
        job.pool(),
        job.labels(),
        total,
        total,
        0,
        0,
        job.actor(),
        job.createdAt(),
        null);
  }

  private static Event withJob(Event event, Id job) {
    return new Event(
        event.project(),
        event.at(),
        event.actor(),
        event.kind(),
        event.account(),
        event.lease(),
        job,
        event.detail());
  }
}
