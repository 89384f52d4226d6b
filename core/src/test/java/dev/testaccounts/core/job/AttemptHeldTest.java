package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Desired;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.job.ModelService.Fault;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Attempts that are held back, and those that wait for what may still land. */
class AttemptHeldTest extends AttemptFixture {

  private static final String WAITS =
      "goes on once a delete or reset that may be under way cannot land any more";

  @Test
  void a_call_that_was_not_sent_is_put_off_and_is_no_failure() {
    Reply held = new Reply.Held("left alone", Duration.ofSeconds(3));
    Scripted service =
        new Scripted(Set.of(Capability.EXISTS, Capability.RESET), held, held, held, held);

    assertThat(run(service, failures(wanted(Observed.ABSENT), 9)))
        .isEqualTo(deferred(Observed.ABSENT, 3));
    assertThat(run(service, wanted(Observed.UNKNOWN))).isEqualTo(deferred(Observed.UNKNOWN, 3));
    assertThat(run(service, used(Observed.PRESENT))).isEqualTo(deferred(Observed.PRESENT, 3));
    assertThat(run(service, unwanted(Observed.PRESENT))).isEqualTo(deferred(Observed.PRESENT, 3));
  }

  @Test
  void nothing_is_put_off_for_more_than_an_hour() {
    Reply held = new Reply.Held("left alone", Duration.ofHours(2));

    assertThat(run(new Scripted(Set.of(), held, held, held, held), wanted(Observed.ABSENT)))
        .isEqualTo(deferred(Observed.ABSENT, 3600));
  }

  @Test
  void what_is_put_off_keeps_what_may_still_land() {
    Instant lands = START.plusSeconds(4);
    Reply held = new Reply.Held("left alone", Duration.ofSeconds(3));
    Reply gone = new Reply.Absent();

    assertThat(run(new Scripted(Set.of(), held, gone, held, held), wanted(Observed.UNKNOWN, lands)))
        .isEqualTo(
            new Outcome.Deferred(Observed.UNKNOWN, START.plusSeconds(3), "left alone", lands));
  }

  @Test
  void no_call_leaves_for_a_service_in_maintenance() {
    maintenance = true;

    assertThat(run(plain, wanted(Observed.ABSENT)))
        .isEqualTo(
            new Outcome.Deferred(Observed.ABSENT, START, "the service is in maintenance", null));
    assertThat(run(plain, wanted(Observed.PRESENT)))
        .isEqualTo(new Outcome.Converged(Observed.PRESENT, null));
    assertThat(plain.calls).isEmpty();
  }

  @Test
  void a_maintenance_that_begins_between_two_calls_holds_back_the_second() {
    plain.accounts.put("test_1", "old");
    plain.beforeCall = () -> maintenance = true;

    assertThat(run(plain, used(Observed.PRESENT)))
        .isEqualTo(
            new Outcome.Deferred(Observed.ABSENT, START, "the service is in maintenance", null));
    assertThat(plain.calls).containsExactly("delete");
  }

  @Test
  void after_a_delete_or_reset_without_an_answer_the_next_attempt_waits_until_it_cannot_land() {
    for (ModelService service : new ModelService[] {plain, able}) {
      service.order(Fault.LOST_BEFORE);

      assertThat(run(service, used(Observed.PRESENT)))
          .isEqualTo(
              new Outcome.Retry(
                  Observed.PRESENT, START.plusSeconds(5), "no answer", START.plusSeconds(5)));
    }
  }

  @Test
  void it_waits_longer_where_the_service_or_an_earlier_call_says_so() {
    Reply away = new Reply.Unknown("503", Duration.ofSeconds(60));
    Scripted service = new Scripted(Set.of(), away, away, away, away);

    assertThat(run(service, used(Observed.PRESENT, START.plusSeconds(9))))
        .isEqualTo(
            new Outcome.Retry(
                Observed.PRESENT, START.plusSeconds(60), "503", START.plusSeconds(9)));
    assertThat(retryAt(away)).isEqualTo(START.plusSeconds(60));
    assertThat(((Outcome.Retry) run(service, unwanted(Observed.PRESENT))).at())
        .isEqualTo(START.plusSeconds(60));
  }

  @Test
  void an_account_that_is_only_to_go_is_deleted_again_soon() {
    plain.order(Fault.LOST_BEFORE);

    assertThat(run(plain, unwanted(Observed.PRESENT)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.at()).isBefore(START.plusSeconds(1));
              assertThat(retry.unsettledUntil()).isNull();
            });
  }

  @Test
  void a_dead_worker_s_delete_or_reset_is_waited_for_before_anything_is_made() {
    Instant lands = START.plusSeconds(4);

    assertThat(run(plain, used(Observed.UNKNOWN, lands)))
        .isEqualTo(new Outcome.Deferred(Observed.UNKNOWN, lands, WAITS, lands));
    assertThat(plain.calls).containsExactly("delete");
    assertThat(run(able, used(Observed.PRESENT, lands)))
        .isEqualTo(new Outcome.Deferred(Observed.PRESENT, lands, WAITS, lands));
    assertThat(able.calls).isEmpty();

    clock.moveTo(lands);
    assertThat(run(plain, used(Observed.UNKNOWN, lands))).isInstanceOf(Outcome.Converged.class);
    assertThat(run(able, used(Observed.PRESENT, lands))).isInstanceOf(Outcome.Converged.class);
  }

  @Test
  void only_the_first_attempt_on_a_new_account_is_known_to_have_deleted_nothing() {
    Instant lands = START.plusSeconds(4);

    assertThat(run(plain, attempt(2, lands))).isInstanceOf(Outcome.Converged.class);
    plain.accounts.clear();
    assertThat(run(plain, attempt(3, lands)))
        .isEqualTo(new Outcome.Deferred(Observed.UNKNOWN, lands, WAITS, lands));
    assertThat(run(plain, attempt(3, null))).isInstanceOf(Outcome.Converged.class);
  }

  private static Enrollment attempt(int attempts, @Nullable Instant unsettled) {
    return new Enrollment(
        ACCOUNT,
        SERVICE,
        0,
        Desired.PRESENT,
        Observed.UNKNOWN,
        false,
        null,
        attempts,
        true,
        0,
        START.plusSeconds(30),
        unsettled,
        null);
  }

  private static Outcome deferred(Observed observed, int seconds) {
    return new Outcome.Deferred(observed, START.plusSeconds(seconds), "left alone", null);
  }
}
