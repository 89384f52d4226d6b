package dev.testaccounts.core.account;

import static dev.testaccounts.core.account.Accounts.NOW;
import static dev.testaccounts.core.account.Accounts.draft;
import static dev.testaccounts.core.account.Accounts.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.account.Convergence.Change;
import dev.testaccounts.core.account.Convergence.Settled;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.memory.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConvergenceTest {

  private static final Instant CLAIM_END = NOW.plusSeconds(30);
  private static final Instant LATER = NOW.plusSeconds(5);
  private static final Instant FOLLOW = NOW.plusSeconds(120);
  private static final Outcome MADE = new Outcome.Converged(Observed.PRESENT, "u-1");
  private static final Outcome GONE = new Outcome.Converged(Observed.ABSENT, null);

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

  @Test
  void after_a_lease_every_service_is_to_be_cleaned_in_order_with_a_new_secret() {
    EnrolledAccount leased = leased(0, 1);

    EnrolledAccount cleaning = Convergence.clean(leased, secret("second"), LATER);

    assertThat(cleaning.account().state()).isEqualTo(AccountState.CLEANING);
    assertThat(cleaning.account().secret()).isEqualTo(secret("second"));
    assertThat(cleaning.account().changedAt()).isEqualTo(LATER);
    assertThat(cleaning.account().epoch()).isEqualTo(1);
    assertThat(cleaning.enrollments()).allMatch(each -> each.stale() && !each.satisfied());
    assertThat(cleaning.enrollments()).extracting(Enrollment::dueAt).containsExactly(LATER, null);
  }

  @Test
  void a_cleaned_account_is_free_when_the_last_service_is_clean() {
    EnrolledAccount cleaning = Convergence.clean(leased(0, 1), secret("second"), LATER);

    Change first = observe(claimed(cleaning, 0), 0, MADE);
    assertThat(first.after().account().state()).isEqualTo(AccountState.CLEANING);
    assertThat(first.follow()).hasSize(1);
    assertThat(first.follow().getFirst().account().secret()).isEqualTo(secret("second"));

    Change last = observe(first.after(), 1, MADE);
    assertThat(last.after().account().state()).isEqualTo(AccountState.FREE);
    assertThat(last.events()).containsExactly(event(last, Event.Kind.ACCOUNT_CLEANED, Map.of()));
    assertThat(last.settled()).isEqualTo(new Settled(true, null));
  }

  @Test
  void a_failed_cleaning_stays_stale() {
    EnrolledAccount cleaning = claimed(Convergence.clean(leased(0), secret("2"), LATER), 0);

    EnrolledAccount after =
        observe(cleaning, 0, new Outcome.Retry(Observed.ABSENT, LATER, "503", null)).after();

    assertThat(after.enrollments().getFirst().stale()).isTrue();
    assertThat(after.account().state()).isEqualTo(AccountState.CLEANING);
  }

  @Test
  void a_cleaning_that_fails_is_retried_although_its_maker_would_have_given_up() {
    EnrolledAccount account = observe(begun(FailurePolicy.ABANDON, 0), 0, MADE).after();
    EnrolledAccount leased =
        new EnrolledAccount(account.account().leased(NOW), account.enrollments());
    EnrolledAccount cleaning = claimed(Convergence.clean(leased, secret("2"), LATER), 0);

    Outcome retry = new Outcome.Retry(Observed.PRESENT, LATER, "503", null);
    assertThat(observe(cleaning, 0, retry).after().account().state())
        .isEqualTo(AccountState.CLEANING);
    Outcome failed = new Outcome.Failed(Observed.PRESENT, "403");
    assertThat(observe(cleaning, 0, failed).after().account().state())
        .isEqualTo(AccountState.QUARANTINED);
  }

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

  private static EnrolledAccount begun(FailurePolicy policy, Integer... ranks) {
    return Convergence.begin(draft(policy, ranks), CLAIM_END).account();
  }

  private static EnrolledAccount leased(Integer... ranks) {
    EnrolledAccount draft = draft(FailurePolicy.RETRY, ranks);
    List<Enrollment> present =
        draft.enrollments().stream()
            .map(each -> each.observed(Observed.PRESENT, false, "u-1", 0, null, null, null))
            .toList();
    return new EnrolledAccount(draft.account().leased(NOW), present);
  }

  private static EnrolledAccount claimed(EnrolledAccount account, int index) {
    return Accounts.with(account, account.enrollments().get(index).claimedUntil(CLAIM_END));
  }

  private static Change observe(EnrolledAccount account, int index, Outcome outcome) {
    int attempt = account.enrollments().get(index).attempts();
    Optional<Change> change =
        Convergence.observe(account, report(account, index, attempt, outcome), "w");
    return change.orElseThrow();
  }

  private static Observation report(
      EnrolledAccount account, int index, int attempt, Outcome outcome) {
    return new Observation(
        account.account().id(),
        account.enrollments().get(index).service(),
        attempt,
        outcome,
        LATER,
        FOLLOW);
  }

  private static Event event(Change change, Event.Kind kind, Map<String, String> detail) {
    Account account = change.after().account();
    return new Event("shop", LATER, "w", kind, account.id(), null, account.job(), detail);
  }
}
