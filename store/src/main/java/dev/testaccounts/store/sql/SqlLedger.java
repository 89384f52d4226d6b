package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.AccountLedger;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.account.Observation;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.kernel.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Intents, and what became of them. */
public final class SqlLedger implements AccountLedger {

  public static final String ANY_DUE =
      "SELECT 1 FROM enrollment WHERE service_id = ? AND due_at <= ? LIMIT 1";

  private static final String FROM_DUE =
      """
      FROM enrollment e JOIN account a ON a.id = e.account_id
      WHERE e.service_id = ? AND e.due_at <= ?""";

  private static final String FIRST = "\nORDER BY e.due_at LIMIT ?";

  private static final String DUE_ANYWAY =
      "SELECT %s,\n%s\n".formatted(AccountRows.ACCOUNT, AccountRows.ENROLLMENT) + FROM_DUE;

  public static final String DUE = DUE_ANYWAY + FIRST;

  private static final String DUE_ACCOUNTS = "SELECT a.id " + FROM_DUE + FIRST;

  /** Goes by service, because the index of what is due does. */
  public static final String RECLAIM =
      """
      UPDATE enrollment SET claimed = 0, due_at = ?
      WHERE service_id IN (SELECT id FROM service) AND due_at IS NOT NULL AND claimed = 1""";

  private static final String RESERVED =
      "FROM account WHERE state = 'FREE' AND reservation IS NOT NULL AND changed_at < ?";

  public static final String ANY_RESERVED = "SELECT 1 " + RESERVED + " LIMIT 1";

  public static final String DROP_RESERVATIONS =
      "UPDATE account SET reservation = NULL WHERE id IN (SELECT id " + RESERVED + ")";

  private final Writer writer;
  private final Reading readers;

  SqlLedger(Writer writer, Reading readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public List<Intended> intend(List<Intent> batch) {
    return writer.write(
        () -> Needs.intents(batch),
        session -> batch.stream().map(each -> Intents.write(session, each)).toList());
  }

  @Override
  public List<Optional<Progress>> observe(List<Observation> batch) {
    return writer.write(
        () -> Needs.observations(batch),
        session -> batch.stream().map(each -> Observations.take(session, each)).toList());
  }

  @Override
  public List<Intervention.Reply> intervene(List<Intervention> batch) {
    return writer.write(
        () -> Needs.interventions(batch),
        session -> batch.stream().map(each -> InterventionWrites.apply(session, each)).toList());
  }

  /** Looks before it asks the writer: mostly there is nothing. */
  @Override
  public List<Work> claimDue(DueQuery query) {
    boolean any = readers.read(session -> session.any(ANY_DUE, query.service(), query.now()));
    return any ? writer.alone(Needs::nothing, session -> claim(session, query)) : List.of();
  }

  private static List<Work> claim(Session session, DueQuery query) {
    Instant end = Codec.kept(query.claimUntil());
    List<Work> works = new ArrayList<>();
    List<Enrollment> befores = new ArrayList<>();
    due(
        session,
        row -> {
          var account = AccountRows.account(row);
          Enrollment before = AccountRows.enrollment(row);
          Enrollment claimed = before.claimedUntil(end);
          befores.add(before);
          works.add(Work.of(account, before, claimed));
        },
        query);
    befores.forEach(each -> claimed(session, each, each.claimedUntil(end)));
    return works;
  }

  private static void claimed(Session session, Enrollment before, Enrollment after) {
    AccountWrites.update(session, before, after);
    session.lookup().changed(after);
  }

  /** Where others write beside us, it is locked first, and then looked at again. */
  private static void due(Session session, Session.Visitor visitor, DueQuery query) {
    String lock = session.dialect().lockFreely();
    if (lock.isEmpty()) {
      session.each(DUE, visitor, query.service(), query.now(), query.limit());
    } else {
      List<Id> held =
          session.list(DUE_ACCOUNTS + lock, Row::id, query.service(), query.now(), query.limit());
      String sql = DUE_ANYWAY + "\n  AND " + session.dialect().among("a.id");
      session.each(sql, visitor, query.service(), query.now(), held);
    }
  }

  @Override
  public int reclaimAll(Instant now) {
    return writer.alone(Needs::nothing, session -> session.update(RECLAIM, now));
  }

  @Override
  public int dropReservations(Instant olderThan) {
    boolean any = readers.read(session -> session.any(ANY_RESERVED, olderThan));
    return any
        ? writer.alone(Needs::nothing, session -> session.update(DROP_RESERVATIONS, olderThan))
        : 0;
  }
}
