package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.job.ModelService.Fault;
import dev.testaccounts.core.service.Capability;
import org.junit.jupiter.api.Test;

/** What a service says is believed only where it cannot be seen. */
class AttemptProofTest extends AttemptFixture {

  private static final Outcome READY = new Outcome.Converged(Observed.PRESENT, "id-test_1");

  private final ModelService signing = new ModelService(clock, Capability.SIGN_IN);
  private final ModelService whole =
      new ModelService(clock, Capability.EXISTS, Capability.RESET, Capability.SIGN_IN);

  @Test
  void a_new_account_is_signed_in_with_before_it_is_ready() {
    assertThat(run(signing, wanted(Observed.ABSENT))).isEqualTo(READY);
    assertThat(signing.calls).containsExactly("create", "signIn");
  }

  @Test
  void a_password_that_was_not_set_makes_no_account_ready() {
    whole.accounts.put("test_1", "another");
    whole.order(Fault.LIE, Fault.NONE, Fault.NONE);

    Outcome outcome = run(whole, used(Observed.PRESENT));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.error()).isEqualTo("not let in");
              assertThat(retry.observed()).isEqualTo(Observed.PRESENT);
            });
    assertThat(whole.calls).containsExactly("reset", "exists", "signIn");
  }

  @Test
  void what_was_never_used_and_is_not_proven_is_unknown() {
    signing.order(Fault.NONE, Fault.NOT_DONE);

    assertThat(run(signing, wanted(Observed.ABSENT)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.error()).isEqualTo("nobody listens");
              assertThat(retry.observed()).isEqualTo(Observed.UNKNOWN);
            });
  }

  @Test
  void a_sign_in_that_is_refused_for_good_is_for_good() {
    signing.order(Fault.NONE, Fault.REJECTED);

    assertThat(run(signing, wanted(Observed.ABSENT)))
        .isEqualTo(new Outcome.Failed(Observed.UNKNOWN, "401"));
  }

  @Test
  void what_was_found_with_another_password_gets_ours() {
    whole.accounts.put("test_1", "another");

    assertThat(run(whole, wanted(Observed.UNKNOWN))).isEqualTo(READY);
    assertThat(whole.calls).containsExactly("exists", "signIn", "reset", "exists", "signIn");
    assertThat(whole.accounts).containsEntry("test_1", "secret");
  }

  @Test
  void what_was_found_with_our_password_is_ready() {
    whole.accounts.put("test_1", "secret");

    assertThat(run(whole, wanted(Observed.UNKNOWN))).isEqualTo(READY);
    assertThat(whole.calls).containsExactly("exists", "signIn");
  }

  @Test
  void what_was_found_with_another_password_and_could_not_be_mended_is_unknown() {
    whole.accounts.put("test_1", "another");
    whole.order(Fault.NONE, Fault.NONE, Fault.NOT_DONE);

    assertThat(run(whole, wanted(Observed.UNKNOWN)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class, retry -> assertThat(retry.observed()).isEqualTo(Observed.UNKNOWN));
    assertThat(whole.calls).containsExactly("exists", "signIn", "reset");
  }

  @Test
  void a_used_account_is_read_back_after_its_reset() {
    able.accounts.put("test_1", "another");

    assertThat(run(able, used(Observed.PRESENT))).isInstanceOf(Outcome.Converged.class);
    assertThat(able.calls).containsExactly("reset", "exists");
  }

  @Test
  void a_reset_that_lost_the_account_makes_it_anew() {
    able.order(Fault.LIE);

    assertThat(run(able, used(Observed.PRESENT))).isEqualTo(READY);
    assertThat(able.calls).containsExactly("reset", "exists", "create");
  }

  @Test
  void an_account_that_cannot_be_read_back_stays_to_be_cleaned() {
    able.accounts.put("test_1", "another");
    able.order(Fault.NONE, Fault.NOT_DONE);

    assertThat(run(able, used(Observed.PRESENT)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class, retry -> assertThat(retry.observed()).isEqualTo(Observed.PRESENT));
  }

  @Test
  void a_delete_asks_for_no_sign_in() {
    signing.accounts.put("test_1", "secret");

    assertThat(run(signing, unwanted(Observed.PRESENT, START)))
        .isEqualTo(new Outcome.Converged(Observed.ABSENT, null));
    assertThat(signing.calls).containsExactly("delete");
  }

  @Test
  void a_cleaned_account_is_signed_in_with_where_it_had_to_be_made_anew() {
    signing.accounts.put("test_1", "another");

    assertThat(run(signing, used(Observed.PRESENT))).isEqualTo(READY);
    assertThat(signing.calls).containsExactly("delete", "create", "signIn");
  }
}
