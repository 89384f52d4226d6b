package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.store.sql.Needs.Name;
import java.util.Comparator;

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
  private static final Changes.Table ACCOUNT =
      new Changes.Table(
          "account",
          "id = ?",
          "secret",
          "state",
          "epoch",
          "uses",
          "reservation",
          "job_id",
          "reason",
          "held_until",
          "changed_at");

  private static final Changes.Table ENROLLMENT =
      new Changes.Table(
          "enrollment",
          "account_id = ? AND service_id = ?",
          "desired",
          "observed",
          "stale",
          "remote_id",
          "attempts",
          "claimed",
          "failures",
          "due_at",
          "unsettled_until",
          "last_error");

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

  /** Writes what differs between two states of one account. */
  static void update(Session session, EnrolledAccount before, EnrolledAccount after) {
    update(session, before.account(), after.account());
    session.lookup().changed(after);
    for (Enrollment enrollment : after.enrollments()) {
      update(session, before.in(enrollment.service()), enrollment);
    }
  }

  private static void update(Session session, Account before, Account after) {
    new Changes(session, ACCOUNT)
        .next(before.secret(), after.secret())
        .next(before.state(), after.state())
        .next(before.epoch(), after.epoch())
        .next(before.uses(), after.uses())
        .next(before.reservation(), after.reservation())
        .next(before.job(), after.job())
        .next(before.reason(), after.reason())
        .next(before.heldUntil(), after.heldUntil())
        .next(before.changedAt(), after.changedAt())
        .write(session, after.id());
    session.census().moved(after.pool(), before.state(), after.state(), 1);
  }

  static void update(Session session, Enrollment before, Enrollment after) {
    new Changes(session, ENROLLMENT)
        .next(before.desired(), after.desired())
        .next(before.observed(), after.observed())
        .next(before.stale(), after.stale())
        .next(before.remoteId(), after.remoteId())
        .next(before.attempts(), after.attempts())
        .next(before.claimed(), after.claimed())
        .next(before.failures(), after.failures())
        .next(before.dueAt(), after.dueAt())
        .next(before.unsettledUntil(), after.unsettledUntil())
        .next(before.lastError(), after.lastError())
        .write(session, after.account(), after.service());
  }
}
