package dev.testaccounts.store.sql;

/** The statements of a clean-up. The condemned stand in a temporary table of the writer's own. */
public final class CondemnationSql {

  public static final String TABLE =
      """
      CREATE TEMP TABLE IF NOT EXISTS condemned (
        account_id TEXT NOT NULL PRIMARY KEY,
        idx        INTEGER NOT NULL,
        project    TEXT NOT NULL,
        pool_id    TEXT,
        username   TEXT NOT NULL,
        state      TEXT NOT NULL,
        job_id     TEXT,
        lease_id   TEXT,
        gone       INTEGER NOT NULL)""";

  static final String HELD =
      "CREATE TEMP TABLE IF NOT EXISTS held (account_id TEXT NOT NULL PRIMARY KEY)";

  static final String CLEAR_HELD = "DELETE FROM held";

  static final String HOLD = "INSERT INTO held SELECT a.id\n" + Condemnable.FROM;

  static final String IS_HELD = "a.id IN (SELECT account_id FROM held)";

  static final String CLEAR = "DELETE FROM condemned";

  /** In every service what should be (nothing) is: nobody would ever report on such an account. */
  private static final String GONE_ALREADY =
      """
      CASE WHEN EXISTS (SELECT 1 FROM enrollment e
        WHERE e.account_id = a.id AND e.observed IN ('PRESENT', 'UNKNOWN')) THEN 0 ELSE 1 END""";

  /**
   * From the accounts to their items: SQLite keeps the order of a CROSS JOIN, and would rather go
   * through all items of a job, were it not for the expression.
   */
  public static final String DISAPPOINTED =
      """
      SELECT i.job_id, count(*)
      FROM condemned c CROSS JOIN job_item i
      WHERE i.account_id = c.account_id AND i.job_id || '' = c.job_id AND i.result = 'PENDING'
      GROUP BY i.job_id""";

  public static final String DISAPPOINT =
      """
      UPDATE job_item SET result = ?, message = ? WHERE (job_id, idx) IN (
        SELECT i.job_id, i.idx FROM condemned c CROSS JOIN job_item i
        WHERE i.account_id = c.account_id AND i.job_id || '' = c.job_id AND i.result = 'PENDING')""";

  static final String ITEMS =
      """
      INSERT INTO job_item (project, job_id, idx, account_id, username, result)
      SELECT ?, ?, idx + ?, account_id, username, 'PENDING' FROM condemned ORDER BY idx""";

  /** More than what is planned, as long as there may be more. */
  static final String PLANNED =
      """
      UPDATE job SET planned = planned + ?,
        total = CASE WHEN total > planned + ? THEN total ELSE planned + ? + 1 END
      WHERE id = ? AND planned = ? AND cancelled_at IS NULL""";

  public static final String ITEMS_GONE =
      """
      UPDATE job_item SET result = 'SUCCEEDED' FROM condemned c
      WHERE job_item.job_id = ? AND job_item.idx = c.idx + ? AND c.gone = 1""";

  static final String REVOKED =
      """
      INSERT INTO event (project, at, actor, kind, account_id, lease_id, detail)
      SELECT project, ?, ?, 'LEASE_REVOKED', account_id, lease_id, '{}'
      FROM condemned WHERE lease_id IS NOT NULL ORDER BY idx""";

  static final String REVOKE =
      """
      UPDATE lease SET state = 'REVOKED', ended_at = ?, end_reason = ?
      WHERE id IN (SELECT lease_id FROM condemned WHERE lease_id IS NOT NULL)""";

  static final String CONDEMNED =
      """
      INSERT INTO event (project, at, actor, kind, account_id, lease_id, job_id, detail)
      SELECT project, ?, ?, ?, account_id, lease_id, ?, ?
      FROM condemned ORDER BY idx""";

  static final String DELETED =
      """
      INSERT INTO event (project, at, actor, kind, account_id, job_id, detail)
      SELECT project, ?, ?, 'ACCOUNT_DELETED', account_id, ?, '{}'
      FROM condemned WHERE gone = 1 ORDER BY idx""";

  /** A row that a worker has claimed keeps the claim's end: no second worker starts beside it. */
  static final String ENROLLMENTS =
      """
      UPDATE enrollment SET desired = 'ABSENT', failures = 0, due_at = CASE
        WHEN claimed = 1 THEN due_at
        WHEN observed IN ('PRESENT', 'UNKNOWN') AND rank = (
          SELECT max(x.rank) FROM enrollment x
          WHERE x.account_id = enrollment.account_id AND x.observed IN ('PRESENT', 'UNKNOWN'))
        THEN ? END
      WHERE account_id IN (SELECT account_id FROM condemned)""";

  static final String ACCOUNTS =
      """
      UPDATE account SET state = CASE WHEN c.gone = 1 THEN 'DELETED' ELSE 'DELETING' END, reason = ?,
        job_id = CASE WHEN c.gone = 1 THEN NULL ELSE ? END, held_until = NULL, changed_at = ?
      FROM condemned c WHERE account.id = c.account_id""";

  static final String MOVED =
      """
      SELECT pool_id, state, CASE WHEN gone = 1 THEN 'DELETED' ELSE 'DELETING' END, count(*) FROM condemned
      WHERE pool_id IS NOT NULL GROUP BY pool_id, state, gone""";

  static final String GONE = "SELECT count(*) FROM condemned WHERE gone = 1";

  /** Deletions that wait for their next try are tried now. */
  static final String HURRY =
      """
      UPDATE enrollment SET due_at = ?
      WHERE claimed = 0 AND due_at IS NOT NULL AND account_id IN (
        SELECT id FROM account
        WHERE project = ? AND pool_id IS NULL AND state <> 'DELETED' AND state = 'DELETING')""";

  private CondemnationSql() {}

  public static String select(Where where) {
    return "INSERT INTO condemned\n"
        + "SELECT a.id, row_number() OVER (ORDER BY a.id) - 1, a.project, a.pool_id, a.username,\n"
        + "  a.state, a.job_id, l.id, "
        + GONE_ALREADY
        + "\n"
        + Condemnable.FROM
        + where.text();
  }
}
