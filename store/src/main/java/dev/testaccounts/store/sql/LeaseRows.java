package dev.testaccounts.store.sql;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.pool.OnRelease;
import java.sql.SQLException;
import java.util.Optional;

/** Leases as rows. */
public final class LeaseRows {

  public static final String SELECT =
      """
      SELECT id, project, account_id, pool_id, epoch, holder, labels, on_release, state,
        acquired_at, expires_at, ended_at, end_reason
      FROM lease
      """;

  private static final String BY_ID = SELECT + "WHERE id = ? AND project = ?";

  private static final String INSERT =
      """
      INSERT INTO lease (id, project, account_id, pool_id, epoch, holder, labels, on_release, state,
        acquired_at, expires_at, ended_at, end_reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String END =
      "UPDATE lease SET state = ?, ended_at = ?, end_reason = ? WHERE id = ?";

  private static final String EXTEND = "UPDATE lease SET expires_at = ? WHERE id = ?";

  private LeaseRows() {}

  static Optional<Lease> find(Session session, String project, Id id) {
    return session.first(BY_ID, LeaseRows::lease, id, project);
  }

  static void insert(Session session, Lease lease) {
    Values values =
        Values.of(lease.id(), lease.project(), lease.account(), lease.pool(), lease.epoch())
            .and(lease.holder(), lease.labels(), lease.onRelease(), lease.state())
            .and(lease.acquiredAt(), lease.expiresAt(), lease.endedAt(), lease.endReason());
    session.later(key(lease), INSERT, values.array());
    session.lookup().changed(lease);
  }

  static void end(Session session, Lease lease) {
    session.later(key(lease), END, lease.state(), lease.endedAt(), lease.endReason(), lease.id());
    session.lookup().changed(lease);
  }

  static void extend(Session session, Lease lease) {
    session.later(key(lease), EXTEND, lease.expiresAt(), lease.id());
    session.lookup().changed(lease);
  }

  private static Object[] key(Lease lease) {
    return new Object[] {lease.id()};
  }

  public static Lease lease(Row row) throws SQLException {
    return new Lease(
        row.id(),
        row.text(),
        row.id(),
        row.id(),
        row.number(),
        row.text(),
        row.map(),
        row.word(OnRelease.class),
        row.word(LeaseState.class),
        row.time(),
        row.time(),
        row.timeOrNull(),
        row.textOrNull());
  }
}
