package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.job.ModelService.Fault;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Reply;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Attempts to clean, attempts that fail, and when an attempt ends. */
class AttemptEndsTest extends AttemptFixture {
  @Test
  void a_used_account_is_reset_where_the_service_can() {
    able.accounts.put("test_1", "old");

    assertThat(run(able, used(Observed.PRESENT)))
        .isEqualTo(new Outcome.Converged(Observed.PRESENT, null));
    assertThat(able.calls).containsExactly("reset", "exists");
    assertThat(able.accounts).containsEntry("test_1", "secret");
  }

  @Test
  void a_used_account_that_is_gone_is_created_anew() {
    assertThat(run(able, used(Observed.PRESENT))).isInstanceOf(Outcome.Converged.class);
    assertThat(able.calls).containsExactly("reset", "exists", "create");
  }

  /** A wrong path of the reset's would else disown an account that is there. */
  @Test
  void a_reset_that_finds_nobody_is_not_believed_where_the_service_can_be_asked() {
    Reply never = new Reply.Unknown("nobody asks that");
    Connector odd =
        new Scripted(
            Set.of(Capability.EXISTS, Capability.RESET),
            never,
            never,
            new Reply.Done("id-1"),
            new Reply.Absent());

    assertThat(run(odd, used(Observed.PRESENT)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.observed()).isEqualTo(Observed.UNKNOWN);
              assertThat(retry.error())
                  .isEqualTo(
                      "the service answers a reset as if there was no such account, and still has"
                          + " it");
            });
  }

  /** The next attempt would else take it for somebody else's. */
  @Test
  void what_may_be_ours_is_unknown_where_the_service_does_not_settle() {
    Reply absent = new Reply.Absent();
    Connector odd =
        new Scripted(
            Set.of(Capability.EXISTS), new Reply.Conflict("taken"), absent, absent, absent);

    assertThat(run(odd, used(Observed.PRESENT)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class, retry -> assertThat(retry.observed()).isEqualTo(Observed.UNKNOWN));
  }

  @Test
  void a_used_account_is_deleted_and_created_again_where_it_can_not_be_reset() {
    plain.accounts.put("test_1", "old");
    assertThat(run(plain, used(Observed.PRESENT))).isInstanceOf(Outcome.Converged.class);
    assertThat(plain.calls).containsExactly("delete", "create");
    assertThat(plain.accounts).containsEntry("test_1", "secret");

    asking.accounts.put("test_1", "old");
    assertThat(run(asking, used(Observed.PRESENT))).isInstanceOf(Outcome.Converged.class);
    assertThat(asking.calls).containsExactly("delete", "exists", "create");
  }

  @Test
  void what_stands_there_after_a_conflict_while_cleaning_may_have_the_old_password() {
    Landing landing = new Landing(asking);

    Outcome outcome = run(landing, used(Observed.UNKNOWN));

    assertThat(outcome).isInstanceOf(Outcome.Converged.class);
    assertThat(asking.accounts).containsEntry("test_1", "secret");
  }

  @Test
  void the_service_s_own_retry_time_counts_where_it_is_longer() {
    plain.order(Fault.BUSY);
    assertThat(run(plain, wanted(Observed.ABSENT)))
        .isEqualTo(new Outcome.Deferred(Observed.ABSENT, START.plusSeconds(7), "429", null));
  }

  @Test
  void the_service_s_own_retry_time_does_not_count_where_it_is_shorter_or_absurd() {
    assertThat(retryAt(new Reply.NotDone("429", Duration.ofMillis(1))))
        .isAfterOrEqualTo(START.plusMillis(100));
    assertThat(retryAt(new Reply.NotDone("429", Duration.ofHours(1))))
        .isEqualTo(START.plus(Duration.ofHours(1)));
    assertThat(retryAt(new Reply.NotDone("429", Duration.ofHours(2))))
        .isEqualTo(START.plus(Duration.ofHours(1)));
  }

  @Test
  void a_refusal_for_good_fails() {
    plain.order(Fault.REJECTED);
    assertThat(run(plain, wanted(Observed.ABSENT)))
        .isEqualTo(new Outcome.Failed(Observed.ABSENT, "401"));
    plain.order(Fault.REJECTED);
    assertThat(run(plain, unwanted(Observed.PRESENT)))
        .isEqualTo(new Outcome.Failed(Observed.PRESENT, "401"));
    able.order(Fault.REJECTED);
    assertThat(run(able, used(Observed.PRESENT)))
        .isEqualTo(new Outcome.Failed(Observed.PRESENT, "401"));
    asking.order(Fault.REJECTED);
    assertThat(run(asking, wanted(Observed.UNKNOWN)))
        .isEqualTo(new Outcome.Failed(Observed.UNKNOWN, "401"));
  }

  @Test
  void creating_and_cleaning_are_given_up_after_ten_failures() {
    plain.order(Fault.NOT_DONE);
    assertThat(run(plain, failures(wanted(Observed.ABSENT), 8))).isInstanceOf(Outcome.Retry.class);
    plain.order(Fault.NOT_DONE);
    assertThat(run(plain, failures(wanted(Observed.ABSENT), 9)))
        .isEqualTo(
            new Outcome.Failed(
                Observed.ABSENT, "given up after 10 attempts; the last one said: nobody listens"));
  }

  @Test
  void a_create_given_up_without_a_reply_may_still_land() {
    plain.order(Fault.LOST_AFTER);
    assertThat(run(plain, failures(wanted(Observed.ABSENT), 9)))
        .isEqualTo(
            new Outcome.Failed(
                Observed.UNKNOWN,
                "given up after 10 attempts; the last one said: no answer",
                START.plusSeconds(5)));
  }

  @Test
  void a_deletion_is_never_given_up() {
    plain.order(Fault.LOST_BEFORE);
    assertThat(run(plain, failures(unwanted(Observed.PRESENT), 1000)))
        .isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void no_call_begins_that_could_outlive_the_claim() {
    asking.callTakes = Duration.ofSeconds(9);
    asking.accounts.put("test_1", "old");

    Outcome outcome = run(asking, used(Observed.PRESENT));

    assertThat(asking.calls).containsExactly("delete", "exists", "create");
    assertThat(clock.instant()).isBeforeOrEqualTo(START.plusSeconds(30));
    assertThat(outcome).isInstanceOf(Outcome.Converged.class);

    clock.moveTo(START.plusMillis(20_001));
    asking.calls.clear();
    assertThat(run(asking, claimedUntil(START.plusSeconds(30))))
        .isInstanceOfSatisfying(
            Outcome.Deferred.class,
            deferred -> {
              assertThat(deferred.reason()).isEqualTo("found no place before its claim ran out");
              assertThat(deferred.observed()).isEqualTo(Observed.ABSENT);
            });
    assertThat(asking.calls).isEmpty();

    clock.moveTo(START.plusSeconds(20));
    run(asking, claimedUntil(START.plusSeconds(30)));
    assertThat(asking.calls).containsExactly("create");
  }

  @Test
  void the_question_after_a_delete_does_not_begin_too_late_either() {
    asking.callTakes = Duration.ofSeconds(9);
    asking.accounts.put("test_1", "old");
    clock.moveTo(START.plusSeconds(15));

    assertThat(run(asking, claimed(unwanted(Observed.PRESENT), START.plusSeconds(30))))
        .isInstanceOf(Outcome.Retry.class);
    assertThat(asking.calls).containsExactly("delete");
  }

  @Test
  void an_attempt_on_a_service_that_will_not_settle_ends() {
    Connector circular =
        new Scripted(
            Set.of(),
            new Reply.Conflict("taken"),
            new Reply.Done(null),
            new Reply.Absent(),
            new Reply.Absent());

    assertThat(run(circular, wanted(Observed.UNKNOWN)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> assertThat(retry.error()).isEqualTo("the service did not settle"));
  }

  @Test
  void answers_that_make_no_sense_are_not_believed() {
    Reply absent = new Reply.Absent();
    Reply conflict = new Reply.Conflict("odd");
    Connector odd =
        new Scripted(
            Set.of(Capability.EXISTS, Capability.RESET), absent, conflict, conflict, conflict);

    assertThat(run(odd, wanted(Observed.ABSENT)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.observed()).isEqualTo(Observed.UNKNOWN);
              assertThat(retry.error()).isEqualTo("create answered as if the account should exist");
            });
    for (Enrollment each : new Enrollment[] {unwanted(Observed.PRESENT), used(Observed.PRESENT)}) {
      assertThat(run(odd, each))
          .isInstanceOfSatisfying(
              Outcome.Retry.class, retry -> assertThat(retry.error()).isEqualTo("odd"));
    }
  }

  /** Too many calls are no fault of the account's, however often it is told so. */
  @Test
  void who_is_asked_to_leave_a_service_alone_does_not_fail() {
    able.order(Fault.BUSY);
    assertThat(run(able, failures(used(Observed.PRESENT), 50)))
        .isEqualTo(new Outcome.Deferred(Observed.PRESENT, START.plusSeconds(7), "429", null));
  }

  @Test
  void a_service_that_deletes_at_intervals_has_minutes_for_it() {
    able.accounts.put("test_1", "secret");
    able.order(Fault.LIE);
    assertThat(run(able, failures(unwanted(Observed.PRESENT), 3)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class, retry -> assertThat(retry.at()).isBefore(START.plusSeconds(3)));
    able.order(Fault.LIE);
    assertThat(run(able, failures(unwanted(Observed.PRESENT), 4)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class, retry -> assertThat(retry.at()).isEqualTo(START.plusSeconds(30)));
  }

  @Test
  void other_failures_are_tried_again_with_what_is_known() {
    for (Fault fault : new Fault[] {Fault.NOT_DONE, Fault.LOST_BEFORE}) {
      able.order(fault);
      assertThat(run(able, used(Observed.PRESENT)))
          .isInstanceOfSatisfying(
              Outcome.Retry.class,
              retry -> assertThat(retry.observed()).isEqualTo(Observed.PRESENT));
      able.order(fault);
      assertThat(run(able, wanted(Observed.UNKNOWN)))
          .isInstanceOfSatisfying(
              Outcome.Retry.class,
              retry -> assertThat(retry.observed()).isEqualTo(Observed.UNKNOWN));
    }
  }
}
