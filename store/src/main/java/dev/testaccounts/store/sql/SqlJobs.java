package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.JobStore;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Jobs and their items. */
public final class SqlJobs implements JobStore {

  public static final String UNPLANNED =
      JobRows.SELECT + "WHERE planned < total ORDER BY id LIMIT ?";

  private static final String PLANNED = "UPDATE job SET planned = planned + ? WHERE id = ?";

  private static final String FORGO_ITEMS =
      """
      WITH RECURSIVE gap (idx) AS (
        SELECT planned FROM job WHERE id = ? AND planned < total
        UNION ALL
        SELECT idx + 1 FROM gap WHERE idx + 1 < (SELECT total FROM job WHERE id = ?))
      INSERT INTO job_item (project, job_id, idx, result, message)
      SELECT job.project, job.id, gap.idx, 'FAILED', ? FROM gap, job WHERE job.id = ?""";

  private static final String ITEMS =
      """
      SELECT idx, account_id, username, result, message FROM job_item
      WHERE job_id = ? AND project = ? AND idx > ?
      ORDER BY idx LIMIT ?""";

  private final Writer writer;
  private final Reading readers;

  public SqlJobs(Writer writer, Reading readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public void start(Job job, Event event) {
    writer.write(
        Needs::nothing,
        session -> {
          JobRows.insert(session, job);
          Trail.add(session, event);
          return job;
        });
  }

  @Override
  public Intended expand(Id job, int from, List<Intent> intents) {
    return writer.write(
        () -> Needs.intents(intents).and(job),
        session ->
            JobRows.find(session, job)
                .filter(found -> found.planned() == from && !found.finished())
                .map(found -> expand(session, found, intents))
                .orElse(Intended.DONE));
  }

  private static Intended expand(Session session, Job job, List<Intent> intents) {
    Intended answer = Intents.check(session, intents);
    if (answer != Intended.DONE) {
      return answer;
    }
    int index = job.planned();
    for (Intent intent : intents) {
      Account account = intent.account().account();
      Intents.write(session, intent);
      JobRows.insertPending(session, job, index++, account.id(), account.username());
    }
    session.update(PLANNED, intents.size(), job.id());
    return Intended.DONE;
  }

  @Override
  public void forgo(Id job, String reason, Instant now) {
    writer.alone(
        () -> Needs.job(job),
        session -> {
          int given = session.update(FORGO_ITEMS, job, job, reason, job);
          session.update(PLANNED, given, job);
          JobProgress.count(session, job, 0, given, now);
          return given;
        });
  }

  @Override
  public List<Job> unplanned(int limit) {
    return readers.read(session -> session.list(UNPLANNED, JobRows::job, limit));
  }

  @Override
  public Job condemn(Job job, Selector selector, Event event) {
    return writer.alone(
        Needs::nothing, session -> Condemnation.bySelector(session, job, selector, event));
  }

  @Override
  public void condemnSimple(String project, Event event) {
    writer.alone(Needs::nothing, session -> Condemnation.ofSimple(session, project, event));
  }

  @Override
  public Plan plan(String project, Selector selector, int limit) {
    return readers.read(session -> Condemnable.plan(session, project, selector, limit));
  }

  @Override
  public Optional<Job> job(String project, Id id) {
    return readers
        .read(session -> JobRows.find(session, id))
        .filter(job -> job.project().equals(project));
  }

  @Override
  public Page<Job> jobs(String project, Page.Request page) {
    Where where = new Where().and("project = ?", project).maybe("id < ?", page.after());
    String sql = JobRows.SELECT + where.text() + "\nORDER BY id DESC LIMIT ?";
    return Pages.of(
        readers.read(session -> session.list(sql, JobRows::job, where.values(Pages.asked(page)))),
        page,
        job -> job.id().value());
  }

  @Override
  public Page<Job.Item> items(String project, Id job, Page.Request page) {
    return Pages.of(
        readers.read(
            session ->
                session.list(
                    ITEMS, JobRows::item, job, project, Pages.number(page, -1), Pages.asked(page))),
        page,
        item -> Integer.toString(item.index()));
  }
}
