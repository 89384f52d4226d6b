package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.job.JobStore.Plan;
import dev.testaccounts.core.job.JobStore.Planned;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which accounts a clean-up takes: one text for the dry run and the deed. */
public final class Condemnable {

  /** The accounts with their live leases; {@code a} and {@code l}. */
  static final String FROM =
      """
      FROM account a
      LEFT JOIN lease l ON l.account_id = a.id AND l.state = 'ACTIVE'
      """;

  /** The word itself, not a parameter: so its own index is found. */
  public static final String DELETIONS =
      """
      SELECT count(*) FROM event
      WHERE kind = 'ACCOUNT_CONDEMNED' AND project = ? AND at >= ?""";

  private Condemnable() {}

  static Where by(Dialect dialect, String project, Selector selector) {
    Map<String, String> labels = selector.labels();
    Where where =
        new Where()
            .and("a.project = ?", project)
            .and("a.state NOT IN ('DELETING', 'DELETED')")
            .maybe("a.pool_id = ?", selector.pool())
            .maybe("a.created_at < ?", selector.createdBefore())
            .maybe("a.state = ?", selector.state());
    if (!selector.accounts().isEmpty()) {
      where.and(dialect.among("a.id"), selector.accounts());
    }
    String byAccount = dialect.carries("a.labels");
    String byLease = "(l.id IS NOT NULL AND " + dialect.carries("l.labels") + ")";
    if (!labels.isEmpty()) {
      where.and("(" + byAccount + "\nOR " + byLease + ")", labels, labels);
    }
    if (!selector.includeLeased() && labels.isEmpty()) {
      where.and("l.id IS NULL");
    } else if (!selector.includeLeased()) {
      where.and("(l.id IS NULL OR " + byLease + ")", labels);
    }
    return where;
  }

  /** Those that a reset takes: what is free for everybody. */
  static Where resettable(Dialect dialect, String project, Selector selector) {
    return by(dialect, project, selector).and("a.state = 'FREE'").and("a.reservation IS NULL");
  }

  /** Those of the simple API: they belong to no pool. */
  public static Where simple(String project) {
    return new Where()
        .and("a.project = ?", project)
        .and("a.pool_id IS NULL")
        .and("a.state <> 'DELETED'")
        .and("a.state <> 'DELETING'");
  }

  static long deletionsSince(Session session, String project, Instant since) {
    return session.first(DELETIONS, Row::number, project, since).orElse(0L);
  }

  /** What a job is to make and nobody has tried to make yet. */
  static Where notBegun(Id job) {
    return new Where()
        .and(
            "a.id IN (SELECT account_id FROM job_item WHERE job_id = ? AND result = 'PENDING')",
            job)
        .and("a.state = 'PENDING'")
        .and(
            "NOT EXISTS (SELECT 1 FROM enrollment e WHERE e.account_id = a.id AND e.attempts > 0)");
  }

  static long count(Session session, String project, Selector selector) {
    Where where = by(session.dialect(), project, selector);
    return session
        .first("SELECT count(*)\n" + FROM + where.text(), Row::number, where.values())
        .orElse(0L);
  }

  static Plan plan(Session session, String project, Selector selector, int limit) {
    Where where = by(session.dialect(), project, selector);
    String tail = FROM + where.text();
    Map<AccountState, Long> byState = new EnumMap<>(AccountState.class);
    long[] leases = new long[1];
    session.each(
        "SELECT a.state, count(*), count(l.id)\n" + tail + "\nGROUP BY a.state",
        row -> {
          byState.put(row.word(AccountState.class), row.number());
          leases[0] += row.number();
        },
        where.values());
    List<Planned> sample =
        session.list(
            "SELECT a.id, a.username, a.state\n" + tail + "\nORDER BY a.id LIMIT ?",
            row -> new Planned(row.id(), row.text(), row.word(AccountState.class)),
            where.values(limit));
    long total = byState.values().stream().mapToLong(Long::longValue).sum();
    return new Plan(total, byState, leases[0], sample);
  }
}
