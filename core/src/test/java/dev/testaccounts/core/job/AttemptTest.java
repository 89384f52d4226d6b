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
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attempts to create and to delete: what is known, what is ours, and what may still land. */
class AttemptTest extends AttemptFixture {
  @Test
  void a_new_account_is_created_by_one_call() {
    Outcome outcome = run(plain, wanted(Observed.ABSENT));

    assertThat(outcome).isEqualTo(new Outcome.Converged(Observed.PRESENT, "id-test_1"));
    assertThat(plain.calls).containsExactly("create");
    assertThat(plain.accounts).containsExactly(Map.entry("test_1", "secret"));
  }

  @Test
  void a_conflict_on_the_first_attempt_is_somebody_elses_and_stays() {
    for (ModelService service : new ModelService[] {plain, asking, able}) {
      service.accounts.put("test_1", "theirs");

      Outcome outcome = run(service, wanted(Observed.ABSENT));

      assertThat(outcome)
          .isEqualTo(
              new Outcome.Failed(
                  Observed.FOREIGN,
                  "an account of that name was there already; it is not ours and stays: taken"));
      assertThat(service.calls).containsExactly("create");
      assertThat(service.accounts).containsEntry("test_1", "theirs");
    }
  }

  @Test
  void a_foreign_account_is_never_called_upon_again() {
    plain.accounts.put("test_1", "theirs");

    assertThat(run(plain, wanted(Observed.FOREIGN)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.observed()).isEqualTo(Observed.FOREIGN));
    assertThat(run(plain, unwanted(Observed.FOREIGN)))
        .isEqualTo(new Outcome.Converged(Observed.FOREIGN, null));
    assertThat(plain.calls).isEmpty();
  }

  @Test
  void a_create_without_a_reply_is_unknown_until_it_can_not_land_any_more() {
    plain.order(Fault.LOST_AFTER);

    Outcome outcome = run(plain, wanted(Observed.ABSENT));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.observed()).isEqualTo(Observed.UNKNOWN);
              assertThat(retry.error()).isEqualTo("no answer");
              assertThat(retry.unsettledUntil()).isEqualTo(START.plusSeconds(5));
              assertThat(retry.at()).isBetween(START.plusMillis(100), START.plusMillis(200));
            });
  }

  @Test
  void what_is_unknown_is_deleted_first_where_it_can_not_be_asked_for() {
    plain.accounts.put("test_1", "secret");

    Outcome outcome = run(plain, wanted(Observed.UNKNOWN));

    assertThat(outcome).isEqualTo(new Outcome.Converged(Observed.PRESENT, "id-test_1"));
    assertThat(plain.calls).containsExactly("delete", "create");
  }

  @Test
  void what_is_unknown_is_asked_for_where_it_can_be() {
    asking.accounts.put("test_1", "secret");
    assertThat(run(asking, wanted(Observed.UNKNOWN)))
        .isEqualTo(new Outcome.Converged(Observed.PRESENT, "id-test_1"));
    assertThat(asking.calls).containsExactly("exists");

    asking.accounts.clear();
    asking.calls.clear();
    assertThat(run(asking, wanted(Observed.UNKNOWN))).isInstanceOf(Outcome.Converged.class);
    assertThat(asking.calls).containsExactly("exists", "create");
  }

  @Test
  void a_conflict_after_an_unknown_create_is_ours() {
    Enrollment unsettled = wanted(Observed.UNKNOWN, START.plusSeconds(2));
    Landing landing = new Landing(plain);

    Outcome outcome = run(landing, unsettled);

    assertThat(outcome)
        .isEqualTo(new Outcome.Converged(Observed.PRESENT, "id-test_1", START.plusSeconds(2)));
    assertThat(plain.calls).containsExactly("delete", "create", "delete", "create");
    assertThat(plain.accounts).containsEntry("test_1", "secret");
  }

  @Test
  void nothing_is_known_to_be_absent_while_a_create_may_still_land() {
    Instant lands = START.plusSeconds(4);
    plain.order(Fault.NONE, Fault.NOT_DONE);
    assertThat(run(plain, wanted(Observed.UNKNOWN, lands)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.observed()).isEqualTo(Observed.UNKNOWN);
              assertThat(retry.unsettledUntil()).isEqualTo(lands);
            });

    plain.order(Fault.NONE, Fault.REJECTED);
    assertThat(run(plain, wanted(Observed.UNKNOWN, lands)))
        .isEqualTo(new Outcome.Failed(Observed.UNKNOWN, "401", lands));
  }

  @Test
  void the_last_of_several_creates_that_may_still_land_counts() {
    plain.order(Fault.NONE, Fault.LOST_BEFORE, Fault.NONE, Fault.LOST_BEFORE);

    for (int seconds : new int[] {4, 6}) {
      assertThat(run(plain, wanted(Observed.UNKNOWN, START.plusSeconds(seconds))))
          .isInstanceOfSatisfying(
              Outcome.Retry.class,
              retry ->
                  assertThat(retry.unsettledUntil())
                      .isEqualTo(START.plusSeconds(Math.max(5, seconds))));
    }
  }

  @Test
  void a_look_made_while_a_create_could_land_proves_nothing_even_if_it_ends_later() {
    plain.callTakes = Duration.ofSeconds(2);
    plain.order(Fault.NONE, Fault.NOT_DONE);

    assertThat(run(plain, wanted(Observed.UNKNOWN, START.plusSeconds(3))))
        .isInstanceOfSatisfying(
            Outcome.Retry.class, retry -> assertThat(retry.observed()).isEqualTo(Observed.UNKNOWN));
  }

  @Test
  void what_has_settled_is_known_to_be_absent() {
    plain.order(Fault.NONE, Fault.NOT_DONE);
    assertThat(run(plain, wanted(Observed.UNKNOWN, START)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.observed()).isEqualTo(Observed.ABSENT);
              assertThat(retry.unsettledUntil()).isNull();
            });
  }

  @Test
  void a_deletion_while_a_create_may_still_land_is_looked_at_again_afterwards() {
    Instant lands = START.plusSeconds(4);

    assertThat(run(plain, unwanted(Observed.UNKNOWN, lands)))
        .isEqualTo(
            new Outcome.Retry(
                Observed.UNKNOWN,
                lands,
                "deleted; looked at again once a create that was under way cannot land any more",
                lands));
    clock.moveTo(lands);
    assertThat(run(plain, unwanted(Observed.UNKNOWN, lands)))
        .isEqualTo(new Outcome.Converged(Observed.ABSENT, null));
    assertThat(plain.calls).containsExactly("delete", "delete");
  }

  @Test
  void a_lying_delete_is_not_believed_where_the_service_can_be_asked() {
    asking.accounts.put("test_1", "secret");
    asking.order(Fault.LIE);

    assertThat(run(asking, unwanted(Observed.PRESENT)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry ->
                assertThat(retry.error())
                    .isEqualTo("the service says that it deleted the account, and still has it"));
    assertThat(run(asking, unwanted(Observed.PRESENT)))
        .isEqualTo(new Outcome.Converged(Observed.ABSENT, null));
    assertThat(asking.calls).containsExactly("delete", "exists", "delete", "exists");
  }

  @ParameterizedTest
  @CsvSource({"NOT_DONE, nobody listens", "LOST_BEFORE, no answer"})
  void a_question_that_is_not_answered_proves_no_deletion(Fault fault, String said) {
    asking.accounts.put("test_1", "secret");
    asking.order(Fault.NONE, fault);

    assertThat(run(asking, unwanted(Observed.PRESENT)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class, retry -> assertThat(retry.error()).isEqualTo(said));
  }

  @Test
  void nor_is_one_that_says_that_there_was_nothing_to_delete() {
    assertThat(run(asking, unwanted(Observed.UNKNOWN)))
        .isEqualTo(new Outcome.Converged(Observed.ABSENT, null));
    assertThat(asking.calls).containsExactly("delete", "exists");

    Connector odd = asked(new Reply.Absent(), new Reply.Done("id-1"));
    assertThat(run(odd, unwanted(Observed.PRESENT)))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry ->
                assertThat(retry.error())
                    .isEqualTo(
                        "the service answers a delete as if there was no such account, and still"
                            + " has it"));
  }

  @Test
  void where_somebody_else_has_the_name_ours_is_gone() {
    Connector theirs = asked(new Reply.Absent(), new Reply.Conflict("theirs"));

    assertThat(run(theirs, unwanted(Observed.PRESENT)))
        .isEqualTo(new Outcome.Converged(Observed.ABSENT, null));
  }

  @Test
  void what_is_provably_somebody_elses_is_not_adopted() {
    Connector theirs = asked(new Reply.Absent(), new Reply.Conflict("theirs"));

    assertThat(run(theirs, wanted(Observed.UNKNOWN)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.observed()).isEqualTo(Observed.FOREIGN);
              assertThat(failed.error()).endsWith("it is not ours and stays: theirs");
            });
  }

  private static Connector asked(Reply toDelete, Reply toExists) {
    Reply never = new Reply.Unknown("nobody asks that");
    return new Scripted(Set.of(Capability.EXISTS), never, toDelete, toExists, never);
  }
}
