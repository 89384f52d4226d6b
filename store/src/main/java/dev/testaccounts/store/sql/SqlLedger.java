package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.account.Observation;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.kernel.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Intents, and what became of them. */
public final class SqlLedger implements AccountLedger {

  public static final String ANY_DUE =
      "SELECT 1 FROM enrollment WHERE service_id = ? AND due_at <= ? LIMIT 1";

  public static final String DUE =
      """
      SELECT a.id FROM enrollment e JOIN account a ON a.id = e.account_id
      WHERE e.service_id = ? AND e.due_at <= ?
      ORDER BY e.due_at LIMIT ?""";

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
    return due(session, query).stream()
        .map(account -> claim(session, account.account(), account.in(query.service()), end))
        .toList();
  }

  private static Work claim(Session session, Account account, Enrollment before, Instant end) {
    Enrollment after = before.claimedUntil(end);
    AccountWrites.update(session, before, after);
    session.lookup().changed(after);
    return Work.of(account, before, after);
  }

  /** Where others write beside us, it is locked first, and then looked at again. */
  private static List<EnrolledAccount> due(Session session, DueQuery query) {
    String sql = DUE + session.dialect().lockFreely();
    List<Id> ids = session.list(sql, Row::id, query.service(), query.now(), query.limit());
    return session.lookup().locked(ids).stream()
        .filter(account -> isDue(account.in(query.service()), query.now()))
        .toList();
  }

  private static boolean isDue(Enrollment enrollment, Instant now) {
    return enrollment.dueAt() != null && !enrollment.dueAt().isAfter(now);
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
