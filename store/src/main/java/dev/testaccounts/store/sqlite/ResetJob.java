package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.account.Intervention.Reply;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import java.util.List;

/** Jobs on accounts that there are already, within the writer's transaction. */
final class ResetJob {

  private static final String ITEMS =
      """
      INSERT INTO job_item (project, job_id, idx, account_id, username, result)
      SELECT a.project, ?, row_number() OVER (ORDER BY a.id) - 1, a.id, a.username, 'PENDING'
      """;

  private static final String TOTAL = "UPDATE job SET total = ? WHERE id = ?";

  private static final String TARGETS =
      "SELECT account_id FROM job_item WHERE job_id = ? AND idx >= ? ORDER BY idx LIMIT ?";

  private static final String REFUSED =
      "UPDATE job_item SET result = 'FAILED', message = ? WHERE job_id = ? AND idx = ?";

  private ResetJob() {}

  static Job start(Session session, Job job, Selector selector, Event event) {
    JobRows.insert(session, job);
    Trail.add(session, event);
    Where where = Condemnable.resettable(job.project(), selector);
    Values values = Values.of(job.id()).and(where.values());
    int total = session.update(ITEMS + Condemnable.FROM + where.text(), values.array());
    session.update(TOTAL, total, job.id());
    JobProgress.finishIfDone(session, job.id(), Codec.kept(event.at()));
    return JobRows.find(session, job.id()).orElseThrow();
  }

  static List<Id> targets(Session session, Id job, int from, int limit) {
    return session.list(TARGETS, Row::id, job, from, limit);
  }

  static int intervene(Session session, Job job, List<Intervention> interventions) {
    session.update(RowExpansion.PLANNED, interventions.size(), job.id());
    int index = job.planned();
    for (Intervention intervention : interventions) {
      Reply reply = InterventionWrites.apply(session, intervention);
      if (!(reply instanceof Reply.Done)) {
        session.update(REFUSED, "not free any more", job.id(), index);
        JobProgress.count(session, job.id(), 0, 1, Codec.kept(intervention.now()));
      }
      index++;
    }
    return index;
  }
}
