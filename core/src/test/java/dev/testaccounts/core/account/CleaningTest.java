package dev.testaccounts.core.account;

import static dev.testaccounts.core.account.Accounts.NOW;
import static dev.testaccounts.core.account.Accounts.secret;
import static dev.testaccounts.core.account.Reports.CLAIM_END;
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

/** What a lease leaves behind, and how it becomes clean. */
class CleaningTest {

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

  /** It would else clear what it never cleaned with the password that holds now. */
  @Test
  void who_was_at_an_earlier_cleaning_is_not_heard() {
    EnrolledAccount cleaning =
        claimed(claimed(Convergence.clean(leased(0, 0), secret("first"), NOW), 0), 1);
    EnrolledAccount stuck =
        observe(cleaning, 0, new Outcome.Failed(Observed.PRESENT, "no")).after();

    EnrolledAccount again = Convergence.clean(stuck, secret("second"), NOW);

    int attempt = cleaning.enrollments().get(1).attempts();
    assertThat(Convergence.observe(again, Reports.report(again, 1, attempt, MADE), "w")).isEmpty();
    assertThat(again.enrollments().get(1))
        .as("nobody else is at it before that claim ends")
        .returns(true, Enrollment::claimed)
        .returns(CLAIM_END, Enrollment::dueAt);
  }
}
