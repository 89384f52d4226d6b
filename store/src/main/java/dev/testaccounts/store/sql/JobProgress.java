package dev.testaccounts.store.sql;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.kernel.Id;
import java.time.Instant;
import java.util.Map;

/** What jobs learn of their items, within the writer's transaction. */
final class JobProgress {

  private static final String COUNT =
      "UPDATE job SET succeeded = succeeded + ?, failed = failed + ?, cancelled = cancelled + ?"
          + " WHERE id = ?";

  private static final String FINISH =
      """
      UPDATE job SET finished_at = ?
      WHERE id = ? AND finished_at IS NULL AND planned = total
        AND succeeded + failed + cancelled = total""";

  private JobProgress() {}

  /** More items have results; the last one ends the job. */
  static void count(Session session, Id job, int succeeded, int failed, Instant now) {
    session.update(COUNT, succeeded, failed, 0, job);
    finishIfDone(session, job, now);
  }

  /** More items have results, all of them the same. */
  static void count(Session session, Id job, Job.Result result, int items, Instant now) {
    session.update(
        COUNT,
        result == Job.Result.SUCCEEDED ? items : 0,
        result == Job.Result.FAILED ? items : 0,
        result == Job.Result.CANCELLED ? items : 0,
        job);
    finishIfDone(session, job, now);
  }

  static void finishIfDone(Session session, Id job, Instant now) {
    if (session.update(FINISH, now, job) == 1) {
      JobRows.find(session, job).ifPresent(done -> Trail.add(session, finished(done, now)));
    }
  }

  private static Event finished(Job job, Instant now) {
    return new Event(
        job.project(),
        now,
        Principal.system(job.project()).name(),
        Event.Kind.JOB_FINISHED,
        null,
        null,
        job.id(),
        Map.of(
            "succeeded", Integer.toString(job.succeeded()),
            "failed", Integer.toString(job.failed()),
            "cancelled", Integer.toString(job.cancelled())));
  }
}
