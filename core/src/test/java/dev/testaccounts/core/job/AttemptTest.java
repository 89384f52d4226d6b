package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Desired;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.job.ModelService.Fault;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.memory.SettableClock;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptTest {

  private static final Limits LIMITS = new Limits(4, Duration.ofSeconds(5));
  private static final Id ACCOUNT = Samples.id();
  private static final Id SERVICE = Samples.id();

  private final SettableClock clock = new SettableClock();
  private final ModelService plain = new ModelService(clock);
  private final ModelService asking = new ModelService(clock, Capability.EXISTS);
  private final ModelService able = new ModelService(clock, Capability.EXISTS, Capability.RESET);

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
                  "an account of that name was there already; it is not ours and stays"));
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
  void an_absent_account_needs_no_second_question() {
    assertThat(run(asking, unwanted(Observed.UNKNOWN)))
        .isEqualTo(new Outcome.Converged(Observed.ABSENT, null));
    assertThat(asking.calls).containsExactly("delete");
  }

  @Test
  void a_used_account_is_reset_where_the_service_can() {
    able.accounts.put("test_1", "old");

    assertThat(run(able, used(Observed.PRESENT)))
        .isEqualTo(new Outcome.Converged(Observed.PRESENT, null));
    assertThat(able.calls).containsExactly("reset");
    assertThat(able.accounts).containsEntry("test_1", "secret");
  }

  @Test
  void a_used_account_that_is_gone_is_created_anew() {
    assertThat(run(able, used(Observed.PRESENT))).isInstanceOf(Outcome.Converged.class);
    assertThat(able.calls).containsExactly("reset", "create");
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

    Outcome outcome = run(landing, used(Observed.UNKNOWN, START.plusSeconds(4)));

    assertThat(outcome).isInstanceOf(Outcome.Converged.class);
    assertThat(asking.accounts).containsEntry("test_1", "secret");
  }

  @Test
  void the_service_s_own_retry_time_counts_where_it_is_longer() {
    plain.order(Fault.BUSY);
    assertThat(run(plain, wanted(Observed.ABSENT)))
        .isEqualTo(new Outcome.Retry(Observed.ABSENT, START.plusSeconds(7), "429", null));
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
            Outcome.Retry.class,
            retry -> {
              assertThat(retry.error()).isEqualTo("ran out of time before the next call");
              assertThat(retry.observed()).isEqualTo(Observed.ABSENT);
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
    for (Enrollment each :
        new Enrollment[] {
          unwanted(Observed.PRESENT), wanted(Observed.UNKNOWN), used(Observed.PRESENT)
        }) {
      assertThat(run(odd, each))
          .isInstanceOfSatisfying(
              Outcome.Retry.class, retry -> assertThat(retry.error()).isEqualTo("odd"));
    }
  }

  @Test
  void other_failures_are_tried_again_with_what_is_known() {
    for (Fault fault : new Fault[] {Fault.NOT_DONE, Fault.LOST_BEFORE, Fault.BUSY}) {
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

  private Instant retryAt(Reply reply) {
    Outcome outcome =
        run(new Scripted(Set.of(), reply, reply, reply, reply), wanted(Observed.ABSENT));
    return ((Outcome.Retry) outcome).at();
  }

  private Outcome run(Connector connector, Enrollment before) {
    Identity identity = new Identity(ACCOUNT, "test_1", new Secret("secret"), null, Map.of(), null);
    Backoff backoff = new Backoff(new SplittableRandom(1));
    return new Attempt(before, connector, LIMITS, backoff, clock).run(identity);
  }

  private static Enrollment wanted(Observed observed) {
    return wanted(observed, null);
  }

  private static Enrollment wanted(Observed observed, @Nullable Instant unsettled) {
    return enrollment(Desired.PRESENT, observed, false, 0, START.plusSeconds(30), unsettled);
  }

  private static Enrollment used(Observed observed) {
    return used(observed, null);
  }

  private static Enrollment used(Observed observed, @Nullable Instant unsettled) {
    return enrollment(Desired.PRESENT, observed, true, 0, START.plusSeconds(30), unsettled);
  }

  private static Enrollment unwanted(Observed observed) {
    return unwanted(observed, null);
  }

  private static Enrollment unwanted(Observed observed, @Nullable Instant unsettled) {
    return enrollment(Desired.ABSENT, observed, false, 0, START.plusSeconds(30), unsettled);
  }

  private static Enrollment claimedUntil(Instant end) {
    return claimed(wanted(Observed.ABSENT), end);
  }

  private static Enrollment claimed(Enrollment each, Instant end) {
    return enrollment(each.desired(), each.observed(), each.stale(), 0, end, each.unsettledUntil());
  }

  private static Enrollment failures(Enrollment each, int failures) {
    return enrollment(
        each.desired(), each.observed(), each.stale(), failures, START.plusSeconds(30), null);
  }

  private static Enrollment enrollment(
      Desired desired,
      Observed observed,
      boolean stale,
      int failures,
      Instant claimEnd,
      @Nullable Instant unsettled) {
    return new Enrollment(
        ACCOUNT, SERVICE, 0, desired, observed, stale, null, 1, true, failures, claimEnd, unsettled,
        null);
  }

  /** An earlier create, with the old password, lands right before the first create of ours. */
  private record Landing(ModelService service) implements Connector {
    @Override
    public Set<Capability> capabilities() {
      return service.capabilities();
    }

    @Override
    public Reply create(Identity identity) {
      if (!service.calls.contains("create")) {
        service.accounts.put(identity.username(), "old");
      }
      return service.create(identity);
    }

    @Override
    public Reply delete(Identity identity) {
      return service.delete(identity);
    }

    @Override
    public Reply exists(Identity identity) {
      return service.exists(identity);
    }

    @Override
    public Reply reset(Identity identity) {
      return service.reset(identity);
    }
  }

  /** Says the same to everything, for ever. */
  private record Scripted(
      Set<Capability> capabilities, Reply toCreate, Reply toDelete, Reply toExists, Reply toReset)
      implements Connector {
    @Override
    public Reply create(Identity identity) {
      return toCreate;
    }

    @Override
    public Reply delete(Identity identity) {
      return toDelete;
    }

    @Override
    public Reply exists(Identity identity) {
      return toExists;
    }

    @Override
    public Reply reset(Identity identity) {
      return toReset;
    }
  }
}
