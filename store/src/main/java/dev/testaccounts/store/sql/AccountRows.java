package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Desired;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.kernel.Id;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts and enrollments as rows, read: {@code a} is the account, {@code e} the enrollment. */
public final class AccountRows {

  static final String ACCOUNT =
      """
      a.id, a.project, a.pool_id, a.username, a.email, a.secret, a.attributes, a.labels, a.state,
      a.epoch, a.uses, a.on_failure, a.reservation, a.job_id, a.reason, a.held_until,
      a.created_at, a.changed_at""";

  private static final String ENROLLMENT =
      """
      e.account_id, e.service_id, e.rank, e.desired, e.observed, e.stale, e.remote_id, e.attempts,
      e.claimed, e.failures, e.due_at, e.unsettled_until, e.last_error""";

  private static final int ACCOUNT_COLUMNS_AFTER_ID = 17;

  private static final String SELECT =
      "SELECT " + ACCOUNT + ",\n" + ENROLLMENT + "\nFROM %s LEFT JOIN enrollment e";

  private static final String JOINED =
      SELECT.formatted("account a") + " ON e.account_id = a.id\nWHERE %s\nORDER BY e.service_id";

  /** Asks for nothing else: by another index SQLite would not know that it is one, and sort. */
  public static final String BY_ID = JOINED.formatted("a.id = ?");

  private AccountRows() {}

  /**
   * SQLite's query for one account with its enrollments.
   *
   * @param subquery gives the account's {@code rowid}
   */
  static String inRow(String subquery) {
    return JOINED.formatted("a.rowid = (" + subquery + ")");
  }

  /**
   * The same for several.
   *
   * @param subquery gives {@code number}, the accounts' {@code rowid}
   */
  static String inRows(String subquery) {
    return SELECT.formatted("(" + subquery + ") p CROSS JOIN account a ON a.rowid = p.number")
        + " ON e.account_id = a.id";
  }

  /** The query for several accounts with their enrollments, in the order of their ids. */
  public static String withIdIn(String subquery) {
    return SELECT.formatted("(" + subquery + ") a")
        + " ON e.account_id = a.id\nORDER BY a.id, e.service_id";
  }

  static Optional<EnrolledAccount> find(Session session, Id id) {
    return one(session, BY_ID, id);
  }

  static Optional<EnrolledAccount> one(Session session, String sql, @Nullable Object... values) {
    List<EnrolledAccount> found = list(session, sql, values);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
  }

  /** Rows of one account stand together: one query, however many accounts and services. */
  public static List<EnrolledAccount> list(
      Session session, String sql, @Nullable Object... values) {
    Grouped grouped = new Grouped();
    session.each(sql, grouped::add, values);
    return grouped.finished();
  }

  static Account account(Row row) throws SQLException {
    return account(row.id(), row);
  }

  private static Account account(Id id, Row row) throws SQLException {
    return new Account(
        id,
        row.text(),
        row.idOrNull(),
        row.text(),
        row.textOrNull(),
        row.secret(),
        row.map(),
        row.map(),
        row.word(AccountState.class),
        row.number(),
        row.count(),
        row.word(FailurePolicy.class),
        row.idOrNull(),
        row.idOrNull(),
        row.textOrNull(),
        row.timeOrNull(),
        row.time(),
        row.time());
  }

  private static Enrollment enrollment(Id account, Row row) throws SQLException {
    return new Enrollment(
        account,
        row.id(),
        row.count(),
        row.word(Desired.class),
        row.word(Observed.class),
        row.flag(),
        row.textOrNull(),
        row.count(),
        row.flag(),
        row.count(),
        row.timeOrNull(),
        row.timeOrNull(),
        row.textOrNull());
  }

  private static final class Grouped {

    private final List<EnrolledAccount> finished = new ArrayList<>();
    private final List<Enrollment> enrollments = new ArrayList<>();
    private @Nullable Account account;

    void add(Row row) throws SQLException {
      Id id = row.id();
      if (account == null || !account.id().equals(id)) {
        finish();
        account = account(id, row);
      } else {
        row.skip(ACCOUNT_COLUMNS_AFTER_ID);
      }
      Id enrolled = row.idOrNull();
      if (enrolled != null) {
        enrollments.add(enrollment(enrolled, row));
      }
    }

    private void finish() {
      if (account != null) {
        finished.add(new EnrolledAccount(account, enrollments));
        enrollments.clear();
      }
    }

    List<EnrolledAccount> finished() {
      finish();
      account = null;
      return finished;
    }
  }
}
