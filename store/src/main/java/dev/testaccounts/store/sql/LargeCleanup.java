package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.JobStore.Allowance;
import dev.testaccounts.core.job.JobStore.Condemned;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A clean-up that is too large for one commit, within the writer's transactions: what it is to
 * remove is on record at once, and condemned piece by piece, in the order of the accounts' ids. A
 * piece begins where the last one ended, so no account is looked at twice.
 */
final class LargeCleanup {

  private static final String INSERT =
      """
      INSERT INTO job_selector (job_id, project, pool_id, labels, accounts, created_before, state,
        include_leased, after_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String SELECT =
      """
      SELECT pool_id, labels, accounts, created_before, state, include_leased, after_id
      FROM job_selector WHERE job_id = ?""";

  private static final String REACHED = "UPDATE job_selector SET after_id = ? WHERE job_id = ?";

  private static final String FORGET = "DELETE FROM job_selector WHERE job_id = ?";

  private static final String PLANNED_ALL = "UPDATE job SET total = planned WHERE id = ?";

  /** Sorts before every id. */
  private static final String START = "";

  private record Rest(Selector selector, String after) {}

  private LargeCleanup() {}

  static Condemned begin(
      Session session, Job job, Selector selector, Event event, Allowance allowance) {
    Optional<Condemned.OverCap> over =
        Condemnation.counted(session, event.project(), job.total(), allowance);
    if (over.isPresent()) {
      return over.get();
    }
    JobRows.insert(session, job);
    Trail.add(session, Condemnation.withJob(event, job.id()));
    Values values =
        Values.of(job.id(), job.project(), selector.pool(), selector.labels())
            .and(selector.accounts().stream().map(Id::value).toList())
            .and(selector.createdBefore(), selector.state(), selector.includeLeased(), START);
    session.update(INSERT, values.array());
    return new Condemned.Started(job);
  }

  /** Condemns the next accounts. Nothing where the job is planned further, or not so begun. */
  static void next(Session session, Id id, int from, int limit, Instant now) {
    Condemnation.oneAtATime(session);
    Optional<Job> open =
        JobRows.find(session, id).filter(job -> job.planned() == from && !job.finished());
    Optional<Rest> rest = session.first(SELECT, LargeCleanup::rest, id);
    if (open.isPresent() && rest.isPresent()) {
      next(session, open.get(), rest.get(), limit, now);
    }
  }

  private static void next(Session session, Job job, Rest rest, int limit, Instant now) {
    Where where =
        Condemnable.by(session.dialect(), job.project(), rest.selector())
            .and("a.created_at <= ?", job.createdAt())
            .and("a.id > ?", rest.after());
    List<Id> ids =
        session.list(
            "SELECT a.id\n" + Condemnable.FROM + where.text() + "\nORDER BY a.id LIMIT ?",
            Row::id,
            where.values(limit));
    if (!ids.isEmpty()) {
      Where these =
          Condemnable.by(session.dialect(), job.project(), rest.selector())
              .and(session.dialect().among("a.id"), ids);
      if (!Condemnation.ofPiece(session, job, these, now)) {
        return;
      }
    }
    if (ids.size() < limit) {
      forget(session, job.id());
      JobProgress.finishIfDone(session, job.id(), now);
    } else {
      session.update(REACHED, ids.getLast(), job.id());
    }
  }

  /** Nothing more of it is to be planned. Whatever is no such job stays as it is. */
  static void forget(Session session, Id job) {
    if (session.update(FORGET, job) == 1) {
      session.update(PLANNED_ALL, job);
    }
  }

  private static Rest rest(Row row) throws SQLException {
    Selector selector =
        new Selector(
            row.idOrNull(),
            row.map(),
            row.list().stream().map(Id::new).toList(),
            row.timeOrNull(),
            state(row.textOrNull()),
            row.flag());
    return new Rest(selector, row.text());
  }

  private static @Nullable AccountState state(@Nullable String word) {
    return word == null ? null : AccountState.valueOf(word);
  }
}
