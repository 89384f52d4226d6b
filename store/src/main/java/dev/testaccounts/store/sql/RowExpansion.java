package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.job.AccountRow;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.JobStore.Expanded;
import dev.testaccounts.core.kernel.Id;
import java.time.Instant;
import java.util.List;

/** Jobs whose items stand in rows, within the writer's transaction. */
final class RowExpansion {

  static final String PLANNED = "UPDATE job SET planned = planned + ? WHERE id = ?";

  private static final String INSERT =
      """
      INSERT INTO job_row (project, job_id, idx, username, labels, attributes)
      VALUES (?, ?, ?, ?, ?, ?)""";

  private static final String SELECT =
      """
      SELECT username, labels, attributes FROM job_row
      WHERE job_id = ? AND idx >= ? ORDER BY idx LIMIT ?""";

  /** What is planned needs its row no longer. */
  private static final String FORGET = "DELETE FROM job_row WHERE job_id = ? AND idx < ?";

  private RowExpansion() {}

  static void insert(Session session, Job job, List<AccountRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      AccountRow row = rows.get(i);
      session.later(
          new Object[] {job.id(), i},
          INSERT,
          job.project(),
          job.id(),
          i,
          row.username(),
          row.labels(),
          row.attributes());
    }
  }

  static List<AccountRow> rows(Session session, Id job, int from, int limit) {
    return session.list(
        SELECT, row -> new AccountRow(row.textOrNull(), row.map(), row.map()), job, from, limit);
  }

  /** Writes intents and their items up to the first that is refused. */
  static Expanded expand(Session session, Job job, List<Intent> intents) {
    int index = job.planned();
    Intended end = Intended.DONE;
    for (Intent intent : intents) {
      end = Intents.write(session, intent);
      if (end != Intended.DONE) {
        break;
      }
      Account account = intent.account().account();
      JobRows.insertPending(session, job, index++, account.id(), account.username());
    }
    plan(session, job, index - job.planned());
    return new Expanded(index - job.planned(), end);
  }

  static void forgo(Session session, Job job, String reason, Instant now) {
    session.update(
        JobRows.INSERT_NOTHING,
        job.project(),
        job.id(),
        job.planned(),
        job.id(),
        job.planned(),
        reason);
    plan(session, job, 1);
    JobProgress.count(session, job.id(), 0, 1, now);
  }

  private static void plan(Session session, Job job, int items) {
    session.update(PLANNED, items, job.id());
    session.update(FORGET, job.id(), job.planned() + items);
  }

  /** No item of a job is to be planned any more. */
  static void forget(Session session, Id job) {
    session.update(FORGET, job, Integer.MAX_VALUE);
  }
}
