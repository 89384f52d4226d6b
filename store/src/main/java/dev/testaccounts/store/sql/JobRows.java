package dev.testaccounts.store.sql;

import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.kernel.Id;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Jobs and their items as rows. */
final class JobRows {

  static final String SELECT =
      """
      SELECT id, project, kind, pool_id, labels, total, planned, succeeded, failed,
        cancelled, actor, created_at, cancelled_at, finished_at
      FROM job
      """;

  static final String BY_ID = SELECT + "WHERE id = ?";

  private static final String INSERT =
      """
      INSERT INTO job (id, project, kind, pool_id, labels, total, planned, succeeded, failed,
        cancelled, actor, created_at, cancelled_at, finished_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String INSERT_ITEM =
      """
      INSERT INTO job_item (project, job_id, idx, account_id, username, result, message)
      VALUES (?, ?, ?, ?, ?, ?, ?)""";

  /** An item that no account came of; it keeps the name that its row asked for. */
  static final String INSERT_NOTHING =
      """
      INSERT INTO job_item (project, job_id, idx, username, result, message)
      SELECT ?, ?, ?, (SELECT username FROM job_row WHERE job_id = ? AND idx = ?), 'FAILED', ?""";

  private JobRows() {}

  /** As it is now, with all that this transaction knows of it. */
  static Optional<Job> find(Session session, Id id) {
    session.settlements().write(session);
    return session.first(BY_ID, JobRows::job, id);
  }

  static void insert(Session session, Job job) {
    Values values =
        Values.of(job.id(), job.project(), job.kind(), job.pool(), job.labels())
            .and(job.total(), job.planned(), job.succeeded(), job.failed())
            .and(job.cancelled(), job.actor())
            .and(job.createdAt(), job.cancelledAt(), job.finishedAt());
    session.update(INSERT, values.array());
  }

  static void insertPending(
      Session session, Job job, int index, @Nullable Id account, @Nullable String username) {
    session.later(
        new Object[] {job.id(), index},
        INSERT_ITEM,
        job.project(),
        job.id(),
        index,
        account,
        username,
        Job.Result.PENDING,
        null);
  }

  static Job job(Row row) throws SQLException {
    return new Job(
        row.id(),
        row.text(),
        row.word(Job.Kind.class),
        row.idOrNull(),
        row.map(),
        row.count(),
        row.count(),
        row.count(),
        row.count(),
        row.count(),
        row.text(),
        row.time(),
        row.timeOrNull(),
        row.timeOrNull());
  }

  static Job.Item item(Row row) throws SQLException {
    return new Job.Item(
        row.count(),
        row.idOrNull(),
        row.textOrNull(),
        row.word(Job.Result.class),
        row.textOrNull());
  }
}
