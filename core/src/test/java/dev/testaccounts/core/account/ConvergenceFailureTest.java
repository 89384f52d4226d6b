package dev.testaccounts.core.account;

import static dev.testaccounts.core.account.Reports.CLAIM_END;
import static dev.testaccounts.core.account.Reports.LATER;
import static dev.testaccounts.core.account.Reports.MADE;
import static dev.testaccounts.core.account.Reports.begun;
import static dev.testaccounts.core.account.Reports.claimed;
import static dev.testaccounts.core.account.Reports.event;
import static dev.testaccounts.core.account.Reports.observe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Convergence.Change;
import dev.testaccounts.core.account.Convergence.Settled;
import dev.testaccounts.core.audit.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of an account when a service fails. */
class ConvergenceFailureTest {

  @Test
  void a_failure_is_tried_again_where_nobody_waits() {
    Instant again = LATER.plusSeconds(1);
    Instant unsettled = LATER.plusSeconds(5);
    Change change =
        observe(
            begun(FailurePolicy.RETRY, 0),
            0,
            new Outcome.Retry(Observed.UNKNOWN, again, "503", unsettled));

    Enrollment seen = change.after().enrollments().getFirst();
    assertThat(change.after().account().state()).isEqualTo(AccountState.PENDING);
    assertThat(change.settled()).isNull();
    assertThat(seen.dueAt()).isEqualTo(again);
    assertThat(seen.unsettledUntil()).isEqualTo(unsettled);
    assertThat(seen.lastError()).isEqualTo("503");
    assertThat(seen.failures()).isEqualTo(1);
    assertThat(seen.claimed()).isFalse();
  }

  @Test
  void failures_in_a_row_are_counted_until_a_success() {
    EnrolledAccount account = begun(FailurePolicy.RETRY, 0);
    for (int i = 1; i <= 3; i++) {
      Outcome retry = new Outcome.Retry(Observed.ABSENT, LATER, "429", null);
      account = claimed(observe(account, 0, retry).after(), 0);
      assertThat(account.enrollments().getFirst().failures()).isEqualTo(i);
    }
    assertThat(observe(account, 0, MADE).after().enrollments().getFirst())
        .matches(each -> each.failures() == 0 && each.lastError() == null);
  }

  @Test
  void what_was_put_off_is_due_again_and_counts_as_no_failure() {
    EnrolledAccount account = begun(FailurePolicy.RETRY, 0);
    Outcome retry = new Outcome.Retry(Observed.ABSENT, LATER, "429", null);
    EnrolledAccount failed = claimed(observe(account, 0, retry).after(), 0);

    Change change =
        observe(failed, 0, new Outcome.Deferred(Observed.UNKNOWN, LATER, "sick", CLAIM_END));

    assertThat(change.after().account().state()).isEqualTo(AccountState.PENDING);
    assertThat(change.settled()).isNull();
    assertThat(change.events()).isEmpty();
    Enrollment seen = change.after().enrollments().getFirst();
    assertThat(seen.failures()).isEqualTo(1);
    assertThat(seen.observed()).isEqualTo(Observed.UNKNOWN);
    assertThat(seen.claimed()).isFalse();
    assertThat(seen.dueAt()).isEqualTo(LATER);
    assertThat(seen.unsettledUntil()).isEqualTo(CLAIM_END);
    assertThat(seen.lastError()).isEqualTo("sick");
  }

  @Test
  void an_account_whose_caller_waits_is_abandoned_where_it_is_put_off() {
    Change change =
        observe(
            begun(FailurePolicy.ABANDON, 0),
            0,
            new Outcome.Deferred(Observed.ABSENT, LATER, "sick", null));

    assertThat(change.after().account().state()).isEqualTo(AccountState.DELETED);
    assertThat(change.settled()).isEqualTo(new Settled(false, "sick"));
  }

  @Test
  void a_failure_for_good_quarantines_with_the_reason() {
    Change change =
        observe(begun(FailurePolicy.RETRY, 0), 0, new Outcome.Failed(Observed.ABSENT, "401"));

    assertThat(change.after().account().state()).isEqualTo(AccountState.QUARANTINED);
    assertThat(change.after().account().reason()).isEqualTo("401");
    assertThat(change.settled()).isEqualTo(new Settled(false, "401"));
    assertThat(change.events())
        .containsExactly(event(change, Event.Kind.ACCOUNT_QUARANTINED, Map.of("reason", "401")));
    assertThat(change.after().enrollments().getFirst().dueAt()).isNull();
    assertThat(change.after().enrollments().getFirst().lastError()).isEqualTo("401");
    assertThat(change.after().enrollments().getFirst().failures()).isEqualTo(1);
  }

  @Test
  void a_quarantined_account_rests_whatever_the_other_services_say() {
    EnrolledAccount account = begun(FailurePolicy.RETRY, 0, 0, 1);
    EnrolledAccount given = observe(account, 0, new Outcome.Failed(Observed.ABSENT, "401")).after();

    Change made = observe(given, 1, MADE);
    assertThat(made.after().account().state()).isEqualTo(AccountState.QUARANTINED);
    assertThat(made.follow()).isEmpty();
    assertThat(made.after().enrollments()).noneMatch(Enrollment::claimed);

    Change failed = observe(given, 1, new Outcome.Failed(Observed.UNKNOWN, "403"));
    assertThat(failed.after().account().reason()).isEqualTo("401");
    assertThat(failed.events()).isEmpty();
    assertThat(failed.settled()).isNull();
  }

  @Test
  void an_account_whose_caller_waits_is_abandoned_at_the_first_failure() {
    EnrolledAccount account = observe(begun(FailurePolicy.ABANDON, 0, 1), 0, MADE).after();
    Change change = observe(account, 1, new Outcome.Retry(Observed.UNKNOWN, LATER, "504", LATER));

    assertThat(change.after().account().state()).isEqualTo(AccountState.DELETING);
    assertThat(change.after().account().reason()).isEqualTo("504");
    assertThat(change.settled()).isEqualTo(new Settled(false, "504"));
    assertThat(change.events())
        .containsExactly(event(change, Event.Kind.ACCOUNT_ABANDONED, Map.of("reason", "504")));
    assertThat(change.after().enrollments())
        .allMatch(each -> each.desired() == Desired.ABSENT)
        .extracting(Enrollment::dueAt)
        .containsExactly(null, LATER);
  }

  @Test
  void an_abandoned_account_that_is_nowhere_is_a_tombstone_at_once() {
    for (Outcome outcome :
        List.of(
            new Outcome.Failed(Observed.FOREIGN, "taken"),
            new Outcome.Failed(Observed.ABSENT, "taken"),
            new Outcome.Retry(Observed.ABSENT, LATER, "taken", null))) {
      Change change = observe(begun(FailurePolicy.ABANDON, 0), 0, outcome);

      assertThat(change.after().account().state()).isEqualTo(AccountState.DELETED);
      assertThat(change.after().account().reason()).isEqualTo("taken");
      assertThat(change.after().enrollments().getFirst().dueAt()).isNull();
      assertThat(change.settled()).isEqualTo(new Settled(false, "taken"));
    }
  }
}
