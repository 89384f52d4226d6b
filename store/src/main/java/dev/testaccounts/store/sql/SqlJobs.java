package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.account.Reopening;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.AccountRow;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.JobStore;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Jobs and their items. */
public final class SqlJobs implements JobStore {

  public static final String UNPLANNED =
      JobRows.SELECT + "WHERE planned < total AND id > ? ORDER BY id LIMIT ?";

  public static final String PROMISED =
      """
      SELECT coalesce(sum(total - planned), 0) FROM job
      WHERE planned < total AND kind = 'CREATE' AND pool_id = ?""";

  private static final String FORGO_ITEMS =
      """
      WITH RECURSIVE gap (idx) AS (
        SELECT planned FROM job WHERE id = ? AND planned < total
        UNION ALL
        SELECT idx + 1 FROM gap WHERE idx + 1 < (SELECT total FROM job WHERE id = ?))
      INSERT INTO job_item (project, job_id, idx, result, message)
      SELECT job.project, job.id, gap.idx, ?, ? FROM gap, job WHERE job.id = ?
      ON CONFLICT (job_id, idx) DO UPDATE SET result = excluded.result, message = excluded.message""";

  private static final String CANCEL =
      """
      UPDATE job SET cancelled_at = ?
      WHERE id = ? AND cancelled_at IS NULL AND finished_at IS NULL""";

  /**
   * What still is to succeed is told with what keeps it, its first services' before the others'.
   */
  private static final String ITEMS =
      """
      SELECT idx, account_id, username, result,
        CASE WHEN result <> 'PENDING' THEN message ELSE (
          SELECT e.last_error FROM enrollment e
          WHERE e.account_id = job_item.account_id AND e.last_error IS NOT NULL
          ORDER BY e.rank, e.service_id LIMIT 1) END AS message
      FROM job_item
      WHERE job_id = ? AND project = ? AND idx > ?
      ORDER BY idx LIMIT ?""";

  private static final Expanded NOTHING = new Expanded(0, Intended.DONE);

  private final Writer writer;
  private final Reading readers;

  SqlJobs(Writer writer, Reading readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public Job start(Job job, Event event) {
    return writer.write(
        Needs::nothing, session -> once(session, job, () -> begin(session, job, event)));
  }

  /** Of two that begin the same job at once, one finds that of the other: ids are unique. */
  private static Job once(Session session, Job job, Supplier<Job> begin) {
    return JobRows.find(session, job.id()).orElseGet(begin);
  }

  private static Job begin(Session session, Job job, Event event) {
    JobRows.insert(session, job);
    Trail.add(session, event);
    return job;
  }

  @Override
  public Job start(Job job, List<AccountRow> rows, Event event) {
    return writer.alone(
        Needs::nothing,
        session ->
            once(
                session,
                job,
                () -> {
                  Job begun = begin(session, job, event);
                  RowExpansion.insert(session, job, rows);
                  return begun;
                }));
  }

  @Override
  public List<AccountRow> rows(Id job, int from, int limit) {
    return readers.read(session -> RowExpansion.rows(session, job, from, limit));
  }

  @Override
  public void forgoNext(Id job, int from, String reason, Instant now) {
    writer.write(
        () -> Needs.job(job),
        session -> {
          open(session, job, from)
              .filter(found -> found.planned() < found.total())
              .ifPresent(found -> RowExpansion.forgo(session, found, reason, now));
          return job;
        });
  }

  @Override
  public Job start(Job job, Selector selector, Event event) {
    return writer.alone(
        Needs::nothing,
        session -> once(session, job, () -> ResetJob.start(session, job, selector, event)));
  }

  @Override
  public List<Id> targets(Id job, int from, int limit) {
    return readers.read(session -> ResetJob.targets(session, job, from, limit));
  }

  @Override
  public void intervene(Id job, int from, List<Intervention> interventions) {
    writer.write(
        () -> Needs.interventions(interventions).and(job),
        session ->
            open(session, job, from)
                .map(found -> ResetJob.intervene(session, found, interventions)));
  }

  /** The job, where it is planned as far as the caller believes. */
  private static Optional<Job> open(Session session, Id job, int from) {
    return JobRows.find(session, job).filter(found -> found.planned() == from && !found.finished());
  }

  @Override
  public Expanded expand(Id job, int from, List<Intent> intents) {
    return writer.write(
        () -> Needs.intents(intents).and(job),
        session ->
            open(session, job, from)
                .map(found -> RowExpansion.expand(session, found, intents))
                .orElse(NOTHING));
  }

  @Override
  public void forgo(Id job, String reason, Instant now) {
    writer.alone(
        () -> Needs.job(job),
        session -> {
          forgo(session, job, Job.Result.FAILED, reason, now);
          return job;
        });
  }

  private static void forgo(
      Session session, Id job, Job.Result result, String reason, Instant now) {
    int given = session.update(FORGO_ITEMS, job, job, result, reason, job);
    session.update(RowExpansion.PLANNED, given, job);
    RowExpansion.forget(session, job);
    JobProgress.count(session, job, result, given, now);
  }

  @Override
  public Optional<Job> cancel(String project, Id job, Event event) {
    return writer.alone(
        () -> Needs.job(job),
        session ->
            JobRows.find(session, job)
                .filter(found -> found.project().equals(project))
                .map(found -> cancel(session, found, event)));
  }

  private static Job cancel(Session session, Job job, Event event) {
    if (session.update(CANCEL, event.at(), job.id()) == 0) {
      return job;
    }
    Trail.add(session, event);
    Condemnation.ofCancelled(session, job, event);
    LargeCleanup.forget(session, job.id());
    Instant now = Codec.kept(event.at());
    forgo(session, job.id(), Job.Result.CANCELLED, "cancelled by " + event.actor(), now);
    return JobRows.find(session, job.id()).orElseThrow();
  }

  @Override
  public List<Job> unplanned(@Nullable Id after, int limit) {
    String behind = after == null ? "" : after.value();
    return readers.read(session -> session.list(UNPLANNED, JobRows::job, behind, limit));
  }

  @Override
  public long promised(Id pool) {
    return readers.read(session -> session.first(PROMISED, Row::number, pool)).orElse(0L);
  }

  @Override
  public Condemned condemn(Job job, Selector selector, Event event, Allowance allowance) {
    return begun(job, session -> Condemnation.bySelector(session, job, selector, event, allowance));
  }

  /** Begins a job, unless the same request has begun it before. */
  private Condemned begun(Job job, Function<Session, Condemned> begin) {
    return writer.alone(
        Needs::nothing,
        session ->
            JobRows.find(session, job.id())
                .<Condemned>map(Condemned.Started::new)
                .orElseGet(() -> begin.apply(session)));
  }

  @Override
  public long count(String project, Selector selector) {
    return readers.read(session -> Condemnable.count(session, project, selector));
  }

  @Override
  public Condemned condemnLater(Job job, Selector selector, Event event, Allowance allowance) {
    return begun(job, session -> LargeCleanup.begin(session, job, selector, event, allowance));
  }

  @Override
  public void condemnNext(Id job, int from, int limit, Instant now) {
    writer.alone(
        Needs::nothing,
        session -> {
          LargeCleanup.next(session, job, from, limit, Codec.kept(now));
          return job;
        });
  }

  @Override
  public Optional<Condemned.OverCap> condemnSimple(
      String project, Event event, Allowance allowance) {
    return writer.alone(
        Needs::nothing, session -> Condemnation.ofSimple(session, project, event, allowance));
  }

  @Override
  public Optional<List<Intended>> condemnStrays(
      String project, List<Intent> strays, Allowance allowance) {
    return writer.alone(
        () -> Needs.intents(strays).counting(),
        session ->
            within(session, project, strays, allowance, each -> Intents.write(session, each)));
  }

  @Override
  public Optional<List<Boolean>> condemnAgain(
      String project, List<Reopening> tombstones, Allowance allowance) {
    return writer.alone(
        () -> Needs.reopenings(tombstones).counting(),
        session ->
            within(
                session,
                project,
                tombstones,
                allowance,
                each -> InterventionWrites.apply(session, each)));
  }

  @Override
  public Optional<List<Intervention.Reply>> condemnVanished(
      String project, List<Intervention> deletions, Allowance allowance) {
    return writer.alone(
        () -> Needs.interventions(deletions).counting(),
        session ->
            within(
                session,
                project,
                deletions,
                allowance,
                each -> InterventionWrites.apply(session, each)));
  }

  private static <T, R> Optional<List<R>> within(
      Session session, String project, List<T> all, Allowance allowance, Function<T, R> condemn) {
    return Condemnation.counted(session, project, all.size(), allowance).isPresent()
        ? Optional.empty()
        : Optional.of(all.stream().map(condemn).toList());
  }

  @Override
  public long deletionsSince(String project, Instant since) {
    return readers.read(session -> Condemnable.deletionsSince(session, project, since));
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
