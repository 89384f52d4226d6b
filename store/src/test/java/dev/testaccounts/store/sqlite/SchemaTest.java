package dev.testaccounts.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.store.sql.AccountRows;
import dev.testaccounts.store.sql.Condemnable;
import dev.testaccounts.store.sql.CondemnationSql;
import dev.testaccounts.store.sql.Dialect;
import dev.testaccounts.store.sql.QueryLookup;
import dev.testaccounts.store.sql.Retirement;
import dev.testaccounts.store.sql.Row;
import dev.testaccounts.store.sql.Settlements;
import dev.testaccounts.store.sql.SqlAccounts;
import dev.testaccounts.store.sql.SqlIdempotency;
import dev.testaccounts.store.sql.SqlJobs;
import dev.testaccounts.store.sql.SqlLeases;
import dev.testaccounts.store.sql.SqlLedger;
import dev.testaccounts.store.sql.SqlRetention;
import dev.testaccounts.testkit.SettableClock;
import dev.testaccounts.testkit.store.Drafts;
import dev.testaccounts.testkit.store.Given;
import dev.testaccounts.testkit.store.OpenStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself refuses, and which index answers a question. */
final class SchemaTest {

  private static final String LEASE =
      """
      INSERT INTO lease (id, account_id, pool_id, epoch, holder, labels, on_release, state,
        acquired_at, expires_at, ended_at)
      VALUES (?, ?, ?, 1, 'x', '{}', 'RESET', ?, 0, 1, ?)""";

  private final SettableClock clock = new SettableClock();
  private final Drafts drafts = new Drafts(clock);
  private SqliteSession session;
  private Pool pool;
  private EnrolledAccount account;

  @BeforeEach
  void open(@TempDir Path folder) {
    try (OpenStore store = new SqliteFixture(folder).open()) {
      Given given = new Given(store, clock, drafts);
      pool = given.pool("buyers", given.service("shop"));
      account = given.free(pool);
    }
    session = new Database(folder.resolve("tam.db")).writer();
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void anAccountCannotHaveTwoLiveLeases() {
    assertThat(insert("ACTIVE", null)).isEqualTo(1);

    assertThatThrownBy(() -> insert("ACTIVE", null)).hasStackTraceContaining("UNIQUE");

    assertThatCode(() -> insert("RELEASED", 1)).doesNotThrowAnyException();
  }

  private int insert(String state, @Nullable Integer ended) {
    return session.update(LEASE, drafts.id(), account.account().id(), pool.id(), state, ended);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE account SET state = 'SOLD'",
        "UPDATE account SET on_failure = 'PANIC'",
        "UPDATE account SET pool_id = 'nobody'",
        "UPDATE account SET epoch = 'seven'",
        "UPDATE enrollment SET desired = 'MAYBE'",
        "UPDATE enrollment SET observed = 'MAYBE'",
        "UPDATE enrollment SET claimed = 1, due_at = NULL",
        "UPDATE enrollment SET service_id = 'nobody'",
        "UPDATE pool SET on_release = 'SELL'",
        "UPDATE pool SET existing = -1",
        "INSERT INTO job (id, kind, labels, total, planned, succeeded, failed, actor, created_at)"
            + " VALUES ('j', 'CREATE', '{}', 1, 2, 0, 0, 'x', 0)",
        "INSERT INTO kept_answer (request_key, fingerprint, operation, created_at)"
            + " VALUES ('k', 'f', 'o', 0)",
        "DELETE FROM service"
      })
  void whatCannotBeIsRefused(String change) {
    assertThatThrownBy(() -> session.update(change))
        .isInstanceOf(IllegalStateException.class)
        .hasStackTraceContaining("SQLITE_CONSTRAINT");
  }

  @Test
  void everyTableBelongsToAProject() {
    List<String> without =
        session.list(
            """
            SELECT name FROM sqlite_schema t
            WHERE type = 'table' AND name NOT LIKE 'flyway%' AND NOT EXISTS (
              SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'project')""",
            Row::text);

    assertThat(without).isEmpty();
  }

  @Test
  void theHotQuestionsAreAnsweredByAnIndex() {
    assertPlan(QueryLookup.FREE, "account_free", 5);
    assertPlan(QueryLookup.FIRST_FREE, "account_free", 6);
    assertPlan(AccountRows.BY_ID, "sqlite_autoindex_account_1", 1);
    assertPlan(Retirement.OVERDUE, "account_free", 4);
    assertPlan(SqlAccounts.RESTING, "account_free", 3);
    assertPlan(SqlLedger.DUE, "enrollment_due", 3);
    assertPlan(SqlLedger.ANY_DUE, "enrollment_due", 2);
    assertPlan(SqlLedger.RECLAIM, "enrollment_due", 1);
    assertPlan(SqlLedger.ANY_RESERVED, "account_reserved", 1);
    assertPlan(SqlIdempotency.RECLAIM, "kept_answer_taken", 2);
    assertPlan(SqlIdempotency.ANY_OLD, "kept_answer_created", 1);
    assertPlan(SqlLeases.OVERDUE, "lease_expiry", 2);
    assertPlan(SqlAccounts.OVERDUE_HOLDS, "account_held", 2);
    assertPlan(SqlAccounts.REMAINING, "account_simple", 2);
    assertPlan(SqlJobs.UNPLANNED, "job_unplanned", 2);
    assertPlan(SqlJobs.PROMISED, "job_unplanned", 1);
    assertPlan(SqlRetention.TOMBSTONES, "account_tombstone", 2);
    assertPlan(SqlRetention.LEASES, "sqlite_autoindex_lease_1", 3);
    assertPlan(SqlRetention.JOBS, "sqlite_autoindex_job_1", 3);
    session.run(CondemnationSql.TABLE);
    assertPlan(CondemnationSql.select(Condemnable.simple("default")), "account_simple", 1);
    assertPlan(Settlements.pendingOf(new Dialect.Sqlite()), "job_item_account", 1);
    assertPlan(CondemnationSql.DISAPPOINTED, "job_item_account", 0);
    assertPlan(CondemnationSql.DISAPPOINT, "job_item_account", 2);
    assertPlan(CondemnationSql.ITEMS_GONE, "PRIMARY KEY (job_id=? AND idx=?)", 2);
  }

  /** A list of words behind IN would: a table of them for each row. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE account SET state = 'x' WHERE id = 'x'",
        "UPDATE enrollment SET desired = 'x', observed = 'x' WHERE account_id = 'x' AND service_id = 'x'",
        "UPDATE lease SET state = 'x' WHERE id = 'x'",
        "UPDATE job_item SET result = 'x' WHERE job_id = 'x' AND idx = 'x'",
        "UPDATE job SET kind = 'x' WHERE id = 'x'"
      })
  void aWordIsCheckedWithoutATable(String write) {
    assertThat(column(1, "EXPLAIN " + write))
        .contains("MakeRecord")
        .doesNotContain("OpenEphemeral");
  }

  /** A plan that SQLite has made for one limit has its number instead of the parameter. */
  @Test
  void aLimitIsNotPartOfThePlan() {
    assertThat(column(1, "EXPLAIN SELECT id FROM account LIMIT ?", 7)).contains("Variable");
  }

  /** That neither a table is gone through row by row nor a job item by item. */
  private void assertPlan(String sql, String index, int parameters) {
    List<String> plan = plan(sql, parameters);
    assertThat(plan).as(sql).anyMatch(step -> (step + " ").contains(index + " "));
    assertThat(plan)
        .as(sql)
        .noneMatch(step -> step.matches("SCAN (a|e|i|l|job_item|account|enrollment|lease)"))
        .noneMatch(step -> step.endsWith("USING PRIMARY KEY (job_id=?)"))
        .noneMatch(step -> step.endsWith("FOR ORDER BY"));
  }

  private List<String> plan(String sql, int parameters) {
    Object[] nothing = new Object[parameters];
    Arrays.fill(nothing, "");
    return column(3, "EXPLAIN QUERY PLAN " + sql, nothing);
  }

  /** One column of what a statement answers. */
  private List<String> column(int before, String sql, Object... values) {
    return session.list(
        sql,
        row -> {
          row.skip(before);
          return row.text();
        },
        values);
  }

  @Test
  void filteredListsDoNotSort() {
    for (String sql :
        List.of(
            "SELECT * FROM ticket WHERE pool_id = ? AND leaves_at > ? ORDER BY priority DESC, sequence",
            "SELECT * FROM event WHERE project = ? AND account_id = ? ORDER BY sequence DESC",
            "SELECT * FROM event WHERE project = ? ORDER BY sequence DESC",
            "SELECT * FROM lease WHERE project = ? AND state = 'ACTIVE' ORDER BY id DESC",
            "SELECT * FROM lease WHERE project = ? AND account_id = ? ORDER BY id DESC",
            "SELECT * FROM account WHERE project = ? AND state = 'QUARANTINED' ORDER BY id",
            "SELECT * FROM account WHERE project = ? AND state <> 'DELETED' ORDER BY id")) {
      assertThat(plan(sql, 2)).as(sql).noneMatch(step -> step.contains("TEMP B-TREE"));
    }
  }
}
