package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.store.sql.Changes.Column;
import dev.testaccounts.store.sql.Needs.Name;
import java.util.Comparator;
import java.util.List;

/** Accounts and enrollments as rows, written. */
final class AccountWrites {

  private static final String INSERT_ACCOUNT =
      """
      INSERT INTO account (id, project, pool_id, username, email, secret, attributes, labels, state,
        epoch, uses, on_failure, reservation, job_id, reason, held_until, created_at,
        changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String INSERT_ENROLLMENT =
      """
      INSERT INTO enrollment (account_id, service_id, rank, desired, observed, stale, remote_id,
        attempts, claimed, failures, due_at, unsettled_until, last_error, project)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  /** Only what can change; what an account is called and belongs to never does. */
  private static final Changes<Account> ACCOUNT =
      new Changes<>(
          "account",
          "id = ?",
          List.of(
              new Column<>("secret", Account::secret),
              new Column<>("state", Account::state),
              new Column<>("epoch", Account::epoch),
              new Column<>("uses", Account::uses),
              new Column<>("reservation", Account::reservation),
              new Column<>("job_id", Account::job),
              new Column<>("reason", Account::reason),
              new Column<>("held_until", Account::heldUntil),
              new Column<>("changed_at", Account::changedAt)));

  private static final Changes<Enrollment> ENROLLMENT =
      new Changes<>(
          "enrollment",
          "account_id = ? AND service_id = ?",
          List.of(
              new Column<>("desired", Enrollment::desired),
              new Column<>("observed", Enrollment::observed),
              new Column<>("stale", Enrollment::stale),
              new Column<>("remote_id", Enrollment::remoteId),
              new Column<>("attempts", Enrollment::attempts),
              new Column<>("claimed", Enrollment::claimed),
              new Column<>("failures", Enrollment::failures),
              new Column<>("due_at", Enrollment::dueAt),
              new Column<>("unsettled_until", Enrollment::unsettledUntil),
              new Column<>("last_error", Enrollment::lastError)));

  private AccountWrites() {}

  /** A new account, whose name the project never had. */
  static void insert(Session session, EnrolledAccount enrolled) {
    Account account = enrolled.account();
    insert(session, account);
    enrolled.enrollments().forEach(each -> insert(session, account.project(), each));
    session.census().moved(account.pool(), null, account.state(), 1);
    session.lookup().changed(asRead(enrolled));
  }

  /** With its enrollments in the order in which they are read. */
  private static EnrolledAccount asRead(EnrolledAccount enrolled) {
    return new EnrolledAccount(
        enrolled.account(),
        enrolled.enrollments().stream()
            .sorted(Comparator.comparing(each -> each.service().value()))
            .toList());
  }

  private static void insert(Session session, Account account) {
    Values values =
        Values.of(account.id(), account.project(), account.pool())
            .and(account.username(), account.email(), account.secret())
            .and(account.attributes(), account.labels(), account.state())
            .and(account.epoch(), account.uses(), account.onFailure())
            .and(account.reservation(), account.job(), account.reason())
            .and(account.heldUntil(), account.createdAt(), account.changedAt());
    session.later(new Object[] {account.id()}, INSERT_ACCOUNT, values.array());
    session.lookup().took(Name.of(account));
  }

  private static void insert(Session session, String project, Enrollment enrollment) {
    Values values =
        Values.of(enrollment.account(), enrollment.service(), enrollment.rank())
            .and(enrollment.desired(), enrollment.observed(), enrollment.stale())
            .and(enrollment.remoteId(), enrollment.attempts(), enrollment.claimed())
            .and(enrollment.failures(), enrollment.dueAt(), enrollment.unsettledUntil())
            .and(enrollment.lastError(), project);
    session.later(new Object[] {enrollment.account()}, INSERT_ENROLLMENT, values.array());
  }

  /** Writes what differs between two states of one account; it may be in one service more. */
  static void update(Session session, EnrolledAccount before, EnrolledAccount after) {
    update(session, before.account(), after.account());
    boolean grown = after.enrollments().size() > before.enrollments().size();
    session.lookup().changed(grown ? asRead(after) : after);
    for (Enrollment enrollment : after.enrollments()) {
      before
          .find(enrollment.service())
          .ifPresentOrElse(
              old -> update(session, old, enrollment),
              () -> insert(session, after.account().project(), enrollment));
    }
  }

  private static void update(Session session, Account before, Account after) {
    ACCOUNT.write(session, before, after, after.id());
    session.census().moved(after.pool(), before.state(), after.state(), 1);
  }

  static void update(Session session, Enrollment before, Enrollment after) {
    ENROLLMENT.write(session, before, after, after.account(), after.service());
  }
}
