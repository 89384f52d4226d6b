package dev.testaccounts.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.job.ModelService.Fault;
import org.junit.jupiter.api.Test;

/** A name that somebody gave may be a person's. */
class AttemptGivenTest extends AttemptFixture {

  @Test
  void a_service_that_can_be_asked_is_asked_before_anything_is_made() {
    assertThat(run(asking, wanted(Observed.ABSENT), true)).isInstanceOf(Outcome.Converged.class);
    assertThat(asking.calls).containsExactly("exists", "create");
  }

  @Test
  void what_is_there_already_is_somebody_elses() {
    asking.accounts.put("test_1", "hers");

    assertThat(run(asking, wanted(Observed.ABSENT), true))
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
    asking.order(Fault.LOST_BEFORE);

    assertThat(run(asking, wanted(Observed.ABSENT), true))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.observed()).isEqualTo(Observed.ABSENT);
              assertThat(retry.unsettledUntil()).isNull();
            });
    assertThat(asking.calls).containsExactly("exists");
  }

  @Test
  void what_we_may_have_made_is_ours() {
    asking.accounts.put("test_1", "secret");

    assertThat(run(asking, wanted(Observed.UNKNOWN), true)).isInstanceOf(Outcome.Converged.class);
  }

  @Test
  void a_service_that_cannot_be_asked_is_not() {
    assertThat(run(plain, wanted(Observed.ABSENT), true)).isInstanceOf(Outcome.Converged.class);
    assertThat(plain.calls).containsExactly("create");
  }
}
