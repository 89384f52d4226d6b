package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.job.ModelService.Fault;
import org.junit.jupiter.api.Test;

/** A name that somebody gave may be a person's. */
class AttemptGivenTest extends AttemptFixture {

  /** A claim that may have made it says so before: else a killed worker's would pass for ours. */
  @Test
  void a_service_that_can_be_asked_is_asked_in_an_attempt_of_its_own() {
    assertThat(run(asking, wanted(Observed.UNASKED), true)).isEqualTo(new Outcome.Asked());
    assertThat(asking.calls).containsExactly("exists");
    assertThat(run(asking, wanted(Observed.ABSENT), true)).isInstanceOf(Outcome.Converged.class);
  }

  @Test
  void what_is_there_already_is_somebody_elses() {
    asking.accounts.put("test_1", "hers");

    assertThat(run(asking, wanted(Observed.UNASKED), true))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.observed()).isEqualTo(Observed.FOREIGN);
              assertThat(failed.error()).endsWith("it is not ours and stays");
            });
    assertThat(asking.calls).containsExactly("exists");
    assertThat(asking.accounts).containsEntry("test_1", "hers");
  }

  /** It would else pass for ours once the service is back: our create may have made it. */
  @Test
  void as_long_as_the_service_does_not_answer_nothing_is_made() {
    asking.accounts.put("test_1", "hers");
    for (Fault fault : new Fault[] {Fault.LOST_BEFORE, Fault.NOT_DONE}) {
      asking.order(fault);
      assertThat(run(asking, wanted(Observed.UNASKED), true))
          .isInstanceOfSatisfying(
              Outcome.Retry.class,
              retry -> {
                assertThat(retry.observed()).isEqualTo(Observed.UNASKED);
                assertThat(retry.unsettledUntil()).isNull();
              });
    }
    assertThat(asking.calls).containsOnly("exists");
  }

  @Test
  void a_claim_that_only_asks_says_of_nothing_that_it_may_be_there() {
    Enrollment unasked = wanted(Observed.UNASKED);

    assertThat(unasked.claimedUntil(START.plusSeconds(60)))
        .returns(Observed.UNASKED, Enrollment::observed)
        .returns(null, Enrollment::unsettledUntil);
  }

  @Test
  void what_we_may_have_made_is_ours() {
    asking.accounts.put("test_1", "secret");

    assertThat(run(asking, wanted(Observed.UNKNOWN), true)).isInstanceOf(Outcome.Converged.class);
  }

  @Test
  void a_service_that_cannot_be_asked_is_not() {
    assertThat(run(plain, wanted(Observed.UNASKED), true)).isEqualTo(new Outcome.Asked());
    assertThat(plain.calls).isEmpty();
    assertThat(run(plain, wanted(Observed.ABSENT), true)).isInstanceOf(Outcome.Converged.class);
    assertThat(plain.calls).containsExactly("create");
  }

  /** Begun anew by a delete, as where the name is nobody else's, it would have deleted a person. */
  @Test
  void where_nobody_can_tell_whose_it_is_it_is_left_alone() {
    plain.accounts.put("test_1", "hers");

    assertThat(run(plain, wanted(Observed.UNKNOWN), true))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.observed()).isEqualTo(Observed.UNKNOWN);
              assertThat(failed.error()).startsWith("the name is taken, and nobody can tell by");
            });
    assertThat(plain.calls).containsExactly("create");
    assertThat(plain.accounts).containsEntry("test_1", "hers");
  }

  @Test
  void where_an_attempt_was_broken_off_before_it_made_anything_it_is_made() {
    assertThat(run(plain, wanted(Observed.UNKNOWN), true)).isInstanceOf(Outcome.Converged.class);
    assertThat(plain.calls).containsExactly("create");
  }

  @Test
  void what_was_used_is_ours() {
    plain.accounts.put("test_1", "old");

    assertThat(run(plain, used(Observed.UNKNOWN), true)).isInstanceOf(Outcome.Converged.class);
    assertThat(plain.calls).containsExactly("delete", "create");
  }
}
