package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.JobStore.Allowance;
import dev.testaccounts.core.job.JobStore.Condemned;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A clean-up within the writer's transaction: a fixed number of statements, however many accounts.
 * Says for a set of rows what {@code Convergence.condemn} says for one account; a test holds the
 * two together.
 */
final class Condemnation {

  private final Session session;
  private final Event event;
  private final @Nullable Id job;
  private final Instant now;
  private final Words words;

  /**
   * What is said of it.
   *
   * @param kind what happens to the accounts
   * @param reason why
   * @param result what their waiting jobs have
   * @param message what those jobs are told
   */
  private record Words(Event.Kind kind, String reason, Job.Result result, String message) {
    static final Words CLEANUP =
        new Words(
            Event.Kind.ACCOUNT_CONDEMNED,
            "removed by a clean-up",
            Job.Result.FAILED,
            "deleted before it was ready");
  }

  private Condemnation(Session session, Event event, @Nullable Id job, Words words) {
    this.session = session;
    this.event = event;
    this.job = job;
    this.now = Codec.kept(event.at());
    this.words = words;
  }

  static Condemned bySelector(
      Session session, Job job, Selector selector, Event event, Allowance allowance) {
    Condemnation condemnation = new Condemnation(session, event, job.id(), Words.CLEANUP);
    oneAtATime(session);
    int total = condemnation.select(Condemnable.by(session.dialect(), job.project(), selector));
    Optional<Condemned.OverCap> over = over(session, event.project(), total, allowance);
    if (over.isPresent()) {
      return over.get();
    }
    JobRows.insert(session, planned(job, total));
    Trail.add(session, withJob(event, job.id()));
    condemnation.condemnItems(0);
    JobProgress.count(session, job.id(), condemnation.gone(), 0, condemnation.now);
    return new Condemned.Started(JobRows.find(session, job.id()).orElseThrow());
  }

  static Optional<Condemned.OverCap> ofSimple(
      Session session, String project, Event event, Allowance allowance) {
    Condemnation condemnation = new Condemnation(session, event, null, Words.CLEANUP);
    oneAtATime(session);
    int total = condemnation.select(Condemnable.simple(project));
    Optional<Condemned.OverCap> over = over(session, event.project(), total, allowance);
    if (over.isEmpty()) {
      Trail.add(session, event);
      condemnation.condemn();
      session.update(CondemnationSql.HURRY, condemnation.now, project);
    }
    return over;
  }

  /** Two that count at the same time would each find room below the cap. */
  static void oneAtATime(Session session) {
    String lock = session.dialect().lockDeletions();
    if (!lock.isEmpty()) {
      session.any(lock);
    }
  }

  /** Only the writer's own table was written to so far. */
  private static Optional<Condemned.OverCap> over(
      Session session, String project, int total, Allowance allowance) {
    long used = Condemnable.deletionsSince(session, project, allowance.since());
    return total > 0 && used + total > allowance.most()
        ? Optional.of(new Condemned.OverCap(total, used))
        : Optional.empty();
  }

  /** Whether so many accounts, which were counted before, may be deleted. */
  static Optional<Condemned.OverCap> counted(
      Session session, String project, int total, Allowance allowance) {
    oneAtATime(session);
    return over(session, project, total, allowance);
  }

  /**
   * The next accounts of a clean-up that has others behind them. False where the job was cancelled
   * or planned further by somebody else after it was looked at: then none of them is condemned.
   */
  static boolean ofPiece(Session session, Job job, Where where, Instant now) {
    Event event =
        new Event(
            job.project(),
            now,
            job.actor(),
            Event.Kind.CLEANUP_REQUESTED,
            null,
            null,
            job.id(),
            Map.of());
    Condemnation condemnation = new Condemnation(session, event, job.id(), Words.CLEANUP);
    int accounts = condemnation.select(where);
    // The job before the pools, in the order in which everybody locks them.
    if (session.update(
            CondemnationSql.PLANNED, accounts, accounts, accounts, job.id(), job.planned())
        == 0) {
      return false;
    }
    condemnation.condemnItems(job.planned());
    JobProgress.count(session, job.id(), condemnation.gone(), 0, condemnation.now);
    return true;
  }

  /** Each account is an item of the job, from a place in it on. */
  private void condemnItems(int first) {
    session.update(CondemnationSql.ITEMS, event.project(), job, first);
    condemn();
    session.update(CondemnationSql.ITEMS_GONE, job, first);
  }

  /** Accounts of a cancelled job that nobody has begun to create: no service ever heard of them. */
  static void ofCancelled(Session session, Job job, Event event) {
    Words words =
        new Words(
            Event.Kind.ACCOUNT_ABANDONED,
            "its job was cancelled",
            Job.Result.CANCELLED,
            "cancelled by " + event.actor());
    Condemnation condemnation = new Condemnation(session, event, job.id(), words);
    if (condemnation.select(Condemnable.notBegun(job.id())) > 0) {
      condemnation.condemn();
    }
  }

  private int select(Where where) {
    session.settlements().write(session);
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
    session.update(CondemnationSql.REVOKE, now, words.reason());
    session.update(
        CondemnationSql.CONDEMNED,
        now,
        event.actor(),
        words.kind(),
        job,
        Map.of("reason", words.reason()));
    session.update(CondemnationSql.DELETED, now, event.actor(), job);
    session.update(CondemnationSql.ENROLLMENTS, now);
    session.update(CondemnationSql.ACCOUNTS, words.reason(), job, now);
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
      session.update(CondemnationSql.DISAPPOINT, words.result(), words.message());
      jobs.forEach(
          each -> JobProgress.count(session, each.job(), words.result(), each.items(), now));
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
        0,
        job.actor(),
        job.createdAt(),
        null,
        null);
  }

  static Event withJob(Event event, Id job) {
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
