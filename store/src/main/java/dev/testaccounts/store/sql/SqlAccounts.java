package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts, read. */
public final class SqlAccounts implements AccountStore {

  private static final String CENSUS =
      "SELECT state, accounts FROM pool_census WHERE pool_id = ? AND accounts > 0";

  public static final String RESTING =
      """
      SELECT changed_at FROM account
      WHERE pool_id = ? AND state = 'FREE' AND reservation IS NULL AND changed_at > ? AND uses > 0
      ORDER BY changed_at LIMIT ?""";

  public static final String REMAINING =
      """
      SELECT count(*), count(*) FILTER (WHERE a.state = 'QUARANTINED' OR EXISTS (
        SELECT 1 FROM enrollment e JOIN service s ON s.id = e.service_id
        WHERE e.account_id = a.id
          AND (e.failures >= ? OR (s.maintenance = 1 AND e.claimed = 0))))
      FROM account a
      WHERE a.project = ? AND a.pool_id IS NULL AND a.state <> 'DELETED'""";

  public static final String OVERDUE_HOLDS =
      "SELECT "
          + AccountRows.ACCOUNT
          + "\nFROM account a WHERE a.held_until <= ? ORDER BY a.held_until LIMIT ?";

  private final Reading readers;

  SqlAccounts(Reading readers) {
    this.readers = readers;
  }

  @Override
  public Optional<EnrolledAccount> account(String project, Id id) {
    return readers
        .read(session -> AccountRows.find(session, id))
        .filter(found -> found.account().project().equals(project));
  }

  @Override
  public Page<EnrolledAccount> accounts(String project, Filter filter, Page.Request page) {
    Where where =
        new Where()
            .and("project = ?", project)
            .maybe("pool_id = ?", filter.pool())
            .maybe("username = ?", filter.username())
            .maybe("id > ?", page.after());
    where.and(inState(filter.state()));
    String sql =
        AccountRows.withIdIn("SELECT * FROM account\n" + where.text() + "\nORDER BY id LIMIT ?");
    return Pages.of(
        readers.read(session -> AccountRows.list(session, sql, where.values(Pages.asked(page)))),
        page,
        each -> each.account().id().value());
  }

  /** The word itself, not a parameter: so the few quarantined are found by their own index. */
  private static String inState(@Nullable AccountState state) {
    return state == null ? "state <> 'DELETED'" : "state = '" + state.name() + "'";
  }

  @Override
  public Map<AccountState, Long> census(Id pool) {
    Map<AccountState, Long> census = new EnumMap<>(AccountState.class);
    readers.read(
        session -> {
          session.each(CENSUS, row -> census.put(row.word(AccountState.class), row.number()), pool);
          return census;
        });
    return census;
  }

  @Override
  public List<Instant> usedAndFreeSince(Id pool, Instant after, int limit) {
    return readers.read(session -> session.list(RESTING, Row::time, pool, after, limit));
  }

  @Override
  public List<Account> overdueHolds(Instant now, int limit) {
    return readers.read(session -> session.list(OVERDUE_HOLDS, AccountRows::account, now, limit));
  }

  @Override
  public Remaining remaining(String project, int failures) {
    return readers
        .read(
            session ->
                session.first(
                    REMAINING, row -> new Remaining(row.number(), row.number()), failures, project))
        .orElse(new Remaining(0, 0));
  }
}
