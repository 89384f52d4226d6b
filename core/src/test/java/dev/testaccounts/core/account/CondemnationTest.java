package dev.testaccounts.core.account;

import static dev.testaccounts.core.account.Accounts.NOW;
import static dev.testaccounts.core.account.Accounts.draft;
import static dev.testaccounts.core.account.Accounts.secret;
import static dev.testaccounts.core.account.Reports.CLAIM_END;
import static dev.testaccounts.core.account.Reports.GONE;
import static dev.testaccounts.core.account.Reports.LATER;
import static dev.testaccounts.core.account.Reports.MADE;
import static dev.testaccounts.core.account.Reports.begun;
import static dev.testaccounts.core.account.Reports.claimed;
import static dev.testaccounts.core.account.Reports.event;
import static dev.testaccounts.core.account.Reports.leased;
import static dev.testaccounts.core.account.Reports.observe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Convergence.Change;
import dev.testaccounts.core.account.Convergence.Settled;
import dev.testaccounts.core.audit.Event;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How an account goes, also where a worker is at it. */
class CondemnationTest {

  @Test
  void a_condemned_account_goes_from_the_last_service_first() {
    EnrolledAccount condemned = Convergence.condemn(leased(0, 1), "clean-up", LATER);

    assertThat(condemned.account().state()).isEqualTo(AccountState.DELETING);
    assertThat(condemned.account().reason()).isEqualTo("clean-up");
    assertThat(condemned.enrollments()).extracting(Enrollment::dueAt).containsExactly(null, LATER);

    Change first = observe(claimed(condemned, 1), 1, GONE);
    assertThat(first.follow()).hasSize(1);
    assertThat(first.settled()).isNull();

    Change last = observe(first.after(), 0, GONE);
    assertThat(last.after().account().state()).isEqualTo(AccountState.DELETED);
    assertThat(last.after().account().reason()).isEqualTo("clean-up");
    assertThat(last.events()).containsExactly(event(last, Event.Kind.ACCOUNT_DELETED, Map.of()));
    assertThat(last.settled()).isEqualTo(new Settled(true, null));
  }

  @Test
  void a_condemned_account_that_is_nowhere_is_a_tombstone_at_once() {
    EnrolledAccount nowhere = Convergence.due(draft(FailurePolicy.RETRY, 0), NOW);

    EnrolledAccount condemned = Convergence.condemn(nowhere, "clean-up", LATER);

    assertThat(condemned.account().state()).isEqualTo(AccountState.DELETED);
    assertThat(condemned.account().reason()).isEqualTo("clean-up");
    assertThat(condemned.enrollments()).extracting(Enrollment::dueAt).containsOnlyNulls();
  }

  @Test
  void failures_of_the_old_wish_do_not_count_against_the_new_one() {
    EnrolledAccount account = begun(FailurePolicy.RETRY, 0);
    Outcome retry = new Outcome.Retry(Observed.UNKNOWN, LATER, "503", null);
    EnrolledAccount failing = observe(account, 0, retry).after();

    assertThat(Convergence.condemn(failing, null, LATER).enrollments().getFirst().failures())
        .isZero();
  }

  @Test
  void condemning_does_not_disturb_a_worker() {
    EnrolledAccount account = begun(FailurePolicy.RETRY, 0);

    Enrollment condemned = Convergence.condemn(account, null, LATER).enrollments().getFirst();

    assertThat(condemned.claimed()).isTrue();
    assertThat(condemned.dueAt()).isEqualTo(CLAIM_END);
    assertThat(condemned.attempts()).isEqualTo(1);
    assertThat(condemned.unsettledUntil()).isEqualTo(CLAIM_END);
  }

  @Test
  void what_a_worker_made_of_a_condemned_account_is_deleted_by_the_same_worker() {
    EnrolledAccount condemned = Convergence.condemn(begun(FailurePolicy.RETRY, 0), null, LATER);

    Change change = observe(condemned, 0, MADE);

    assertThat(change.after().account().state()).isEqualTo(AccountState.DELETING);
    assertThat(change.follow()).hasSize(1);
    assertThat(change.follow().getFirst().before().desired()).isEqualTo(Desired.ABSENT);
    assertThat(change.follow().getFirst().before().observed()).isEqualTo(Observed.PRESENT);
  }

  @Test
  void a_create_given_up_after_its_account_was_condemned_does_not_stop_the_deletion() {
    EnrolledAccount condemned = Convergence.condemn(begun(FailurePolicy.RETRY, 0, 0), null, LATER);

    Change foreign = observe(condemned, 0, new Outcome.Failed(Observed.FOREIGN, "taken"));
    assertThat(foreign.after().account().state()).isEqualTo(AccountState.DELETING);
    assertThat(foreign.follow()).isEmpty();

    Change last = observe(foreign.after(), 1, new Outcome.Failed(Observed.UNKNOWN, "10 times"));
    assertThat(last.after().account().state()).isEqualTo(AccountState.DELETING);
    assertThat(last.follow()).hasSize(1);
    assertThat(observe(last.after(), 1, GONE).after().account().state())
        .isEqualTo(AccountState.DELETED);
  }

  @Test
  void a_create_that_surely_did_not_happen_ends_an_account_condemned_meanwhile() {
    EnrolledAccount condemned = Convergence.condemn(begun(FailurePolicy.RETRY, 0), null, NOW);

    Change change = observe(condemned, 0, new Outcome.Retry(Observed.ABSENT, LATER, "429", null));

    assertThat(change.after().account().state()).isEqualTo(AccountState.DELETED);
    assertThat(change.after().enrollments().getFirst().dueAt()).isNull();
    assertThat(change.settled()).isEqualTo(new Settled(true, null));
  }

  @Test
  void a_delete_that_fails_for_good_quarantines() {
    EnrolledAccount condemned = claimed(Convergence.condemn(leased(0), null, LATER), 0);

    assertThat(
            observe(condemned, 0, new Outcome.Failed(Observed.PRESENT, "401"))
                .after()
                .account()
                .state())
        .isEqualTo(AccountState.QUARANTINED);
  }

  @Test
  void a_worker_overtaken_by_a_condemnation_waits_for_the_higher_ranks() {
    EnrolledAccount cleaning = claimed(Convergence.clean(leased(0, 1), secret("2"), NOW), 0);
    EnrolledAccount condemned = Convergence.condemn(cleaning, null, NOW);

    EnrolledAccount after =
        observe(condemned, 0, new Outcome.Retry(Observed.PRESENT, LATER, "503", null)).after();
    assertThat(after.enrollments()).extracting(Enrollment::dueAt).containsExactly(null, NOW);

    Change higher = observe(claimed(after, 1), 1, GONE);
    assertThat(higher.follow()).hasSize(1);
    assertThat(higher.follow().getFirst().before().rank()).isZero();
  }
}
