package dev.testaccounts.core.account;

import static dev.testaccounts.core.account.Accounts.NOW;
import static dev.testaccounts.core.account.Accounts.draft;
import static dev.testaccounts.core.account.Accounts.secret;
import static dev.testaccounts.core.account.Reports.CLAIM_END;
import static dev.testaccounts.core.account.Reports.FOLLOW;
import static dev.testaccounts.core.account.Reports.LATER;
import static dev.testaccounts.core.account.Reports.MADE;
import static dev.testaccounts.core.account.Reports.begun;
import static dev.testaccounts.core.account.Reports.event;
import static dev.testaccounts.core.account.Reports.observe;
import static dev.testaccounts.core.account.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.account.Convergence.Change;
import dev.testaccounts.core.account.Convergence.Settled;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.memory.Samples;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How an account begins, and what a report of success moves. */
class ConvergenceTest {

  @Test
  void a_draft_is_due_in_its_lowest_rank_only() {
    EnrolledAccount due = Convergence.due(draft(FailurePolicy.RETRY, 1, 0, 0), NOW);

    assertThat(due.enrollments()).extracting(Enrollment::dueAt).containsExactly(null, NOW, NOW);
    assertThat(due.enrollments()).noneMatch(Enrollment::claimed);
  }

  @Test
  void a_maker_begins_with_claims_on_the_lowest_rank() {
    EnrolledAccount draft = draft(FailurePolicy.ABANDON, 0, 1);

    Convergence.Begun begun = Convergence.begin(draft, CLAIM_END);

    Enrollment first = begun.account().enrollments().getFirst();
    assertThat(first.claimed()).isTrue();
    assertThat(first.attempts()).isEqualTo(1);
    assertThat(first.dueAt()).isEqualTo(CLAIM_END);
    assertThat(first.unsettledUntil()).isEqualTo(CLAIM_END);
    assertThat(first.observed()).isEqualTo(Observed.UNKNOWN);
    assertThat(begun.account().enrollments().getLast()).isEqualTo(draft.enrollments().getLast());
    assertThat(begun.works()).hasSize(1);
    Enrollment before = begun.works().getFirst().before();
    assertThat(before.observed()).isEqualTo(Observed.ABSENT);
    assertThat(before.unsettledUntil()).isNull();
    assertThat(before.attempts()).isEqualTo(1);
    assertThat(before.dueAt()).isEqualTo(CLAIM_END);
    assertThat(before.claimed()).isTrue();
  }

  @Test
  void the_last_success_makes_an_account_free() {
    Change change = observe(begun(FailurePolicy.RETRY, 0), 0, MADE);

    assertThat(change.after().account().state()).isEqualTo(AccountState.FREE);
    assertThat(change.after().account().changedAt()).isEqualTo(LATER);
    assertThat(change.settled()).isEqualTo(new Settled(true, null));
    assertThat(change.follow()).isEmpty();
    assertThat(change.events()).containsExactly(event(change, Event.Kind.ACCOUNT_READY, Map.of()));
    Enrollment seen = change.after().enrollments().getFirst();
    assertThat(seen.remoteId()).isEqualTo("u-1");
    assertThat(seen.claimed()).isFalse();
    assertThat(seen.dueAt()).isNull();
    assertThat(seen.unsettledUntil()).isNull();
    assertThat(seen.failures()).isZero();
    assertThat(seen.satisfied()).isTrue();
  }

  @Test
  void a_success_of_one_service_claims_the_next_for_the_same_worker() {
    Change change = observe(begun(FailurePolicy.RETRY, 0, 1, 1), 0, MADE);

    assertThat(change.settled()).isNull();
    assertThat(change.events()).isEmpty();
    assertThat(change.after().account().state()).isEqualTo(AccountState.PENDING);
    assertThat(change.follow()).hasSize(2).allMatch(work -> FOLLOW.equals(work.before().dueAt()));
    assertThat(change.after().enrollments().subList(1, 3))
        .allMatch(each -> each.claimed() && FOLLOW.equals(each.dueAt()));
  }

  /** Its claim said that nothing may have been made; the next one's, by the same worker, does. */
  @Test
  void who_asked_goes_on_with_the_same_service() {
    for (FailurePolicy policy : FailurePolicy.values()) {
      EnrolledAccount draft = Accounts.draft(policy, 0, 1);
      Enrollment first = draft.enrollments().getFirst();
      EnrolledAccount unasked =
          Accounts.with(draft, Enrollment.unasked(first.account(), first.service(), 0));
      Convergence.Begun begun = Convergence.begin(unasked, CLAIM_END);
      assertThat(begun.account().enrollments().getFirst())
          .returns(Observed.UNASKED, Enrollment::observed)
          .returns(null, Enrollment::unsettledUntil);

      Change change = observe(begun.account(), 0, new Outcome.Asked());

      assertThat(change.settled()).isNull();
      assertThat(change.events()).isEmpty();
      assertThat(change.follow()).hasSize(1);
      assertThat(change.follow().getFirst().before().observed()).isEqualTo(Observed.ABSENT);
      assertThat(change.after().enrollments().getFirst())
          .returns(Observed.UNKNOWN, Enrollment::observed)
          .returns(FOLLOW, Enrollment::unsettledUntil)
          .returns(2, Enrollment::attempts)
          .returns(null, Enrollment::lastError);
    }
  }

  @Test
  void a_rank_waits_for_all_of_the_rank_before_it() {
    Change change = observe(begun(FailurePolicy.RETRY, 0, 0, 1), 0, MADE);

    assertThat(change.follow()).isEmpty();
    assertThat(change.after().enrollments().get(1).attempts()).isEqualTo(1);
    assertThat(change.after().enrollments().get(2).dueAt()).isNull();
  }

  @Test
  void a_report_of_an_older_attempt_changes_nothing() {
    EnrolledAccount account = begun(FailurePolicy.RETRY, 0);

    assertThat(Convergence.observe(account, report(account, 0, 0, MADE), "w")).isEmpty();
    assertThat(Convergence.observe(account, report(account, 0, 2, MADE), "w")).isEmpty();
  }

  @Test
  void a_report_that_came_before_changes_nothing() {
    EnrolledAccount account = begun(FailurePolicy.RETRY, 0);
    EnrolledAccount after = observe(account, 0, MADE).after();

    assertThat(Convergence.observe(after, report(account, 0, 1, MADE), "w")).isEmpty();
  }

  @Test
  void a_report_on_a_service_that_the_account_is_not_in_is_a_fault() {
    EnrolledAccount account = begun(FailurePolicy.RETRY, 0);
    Observation stray =
        new Observation(account.account().id(), Samples.id(), 1, MADE, LATER, FOLLOW);

    assertThatThrownBy(() -> Convergence.observe(account, stray, "w"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(stray.service().value());
  }

  @Test
  void a_create_that_may_still_land_is_remembered_after_a_success_and_after_a_failure() {
    Instant lands = LATER.plusSeconds(5);

    assertThat(
            observe(
                    begun(FailurePolicy.RETRY, 0),
                    0,
                    new Outcome.Converged(Observed.PRESENT, null, lands))
                .after()
                .enrollments()
                .getFirst()
                .unsettledUntil())
        .isEqualTo(lands);
    assertThat(
            observe(
                    begun(FailurePolicy.RETRY, 0),
                    0,
                    new Outcome.Failed(Observed.UNKNOWN, "no", lands))
                .after()
                .enrollments()
                .getFirst()
                .unsettledUntil())
        .isEqualTo(lands);
  }

  @Test
  void only_a_lease_changes_the_epoch() {
    Account account = draft(FailurePolicy.RETRY, 0).account();
    Account leased = account.withJob(null).leased(LATER);

    assertThat(leased.epoch()).isEqualTo(1);
    assertThat(leased.uses()).isEqualTo(1);
    assertThat(leased.reservation()).isNull();
    assertThat(leased.reason()).isNull();
    assertThat(leased.state()).isEqualTo(AccountState.LEASED);
    assertThat(account.in(AccountState.FREE, null, LATER).epoch()).isZero();
    assertThat(account.withSecret(secret("x")).changedAt()).isEqualTo(NOW);
    assertThat(account.withJob(null).job()).isNull();
    assertThat(AccountState.DELETED.exists()).isFalse();
    assertThat(AccountState.QUARANTINED.exists()).isTrue();
  }
}
