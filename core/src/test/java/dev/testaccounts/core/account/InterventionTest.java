package dev.testaccounts.core.account;

import static dev.testaccounts.core.account.Accounts.NOW;
import static dev.testaccounts.core.account.Accounts.draft;
import static dev.testaccounts.core.account.Accounts.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Intervention.Action;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.secret.NextSecret;
import dev.testaccounts.core.secret.PasswordRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InterventionTest {

  private static final Instant LATER = NOW.plusSeconds(9);

  @Test
  void a_half_made_account_is_made_on_from_what_is_known() {
    EnrolledAccount stuck = quarantined(free(0), Observed.PRESENT, Observed.UNKNOWN);

    Convergence.Change change = done(Action.RETRY, stuck);

    assertThat(change.after().account().state()).isEqualTo(AccountState.PENDING);
    assertThat(change.after().account().reason()).isNull();
    assertThat(change.after().account().changedAt()).isEqualTo(LATER);
    assertThat(change.after().account().secret()).isEqualTo(stuck.account().secret());
    assertThat(change.after().enrollments())
        .extracting(Enrollment::dueAt)
        .containsExactly(null, LATER);
    assertThat(change.after().enrollments()).extracting(Enrollment::failures).containsOnly(0);
    assertThat(change.settled()).isNull();
    assertThat(change.follow()).isEmpty();
    assertThat(change.events()).containsExactly(event(stuck, Event.Kind.ACCOUNT_RETRIED, Map.of()));
  }

  @Test
  void what_was_leased_is_cleaned_before_it_is_free() {
    EnrolledAccount stuck = quarantined(free(1), Observed.PRESENT, Observed.UNKNOWN);

    assertThat(done(Action.RETRY, stuck).after().account().state())
        .isEqualTo(AccountState.CLEANING);
  }

  @Test
  void what_is_stale_is_cleaned_before_it_is_free_and_the_rest_is_clean() {
    EnrolledAccount stuck = stale(quarantined(free(0), Observed.PRESENT, Observed.PRESENT));

    EnrolledAccount after = done(Action.RETRY, stuck).after();

    assertThat(after.account().state()).isEqualTo(AccountState.CLEANING);
    assertThat(after.enrollments()).extracting(Enrollment::stale).containsExactly(true, false);
    assertThat(after.enrollments()).extracting(Enrollment::dueAt).containsExactly(LATER, null);
  }

  @Test
  void what_lacks_nothing_is_cleaned_everywhere() {
    EnrolledAccount stuck = quarantined(free(0), Observed.PRESENT, Observed.PRESENT);

    EnrolledAccount after = done(Action.RETRY, stuck).after();

    assertThat(after.account().state()).isEqualTo(AccountState.CLEANING);
    assertThat(after.enrollments()).extracting(Enrollment::stale).containsOnly(true);
    assertThat(after.enrollments()).extracting(Enrollment::dueAt).containsExactly(LATER, null);
  }

  @Test
  void a_deletion_that_failed_is_tried_again() {
    EnrolledAccount unwanted = Convergence.condemn(free(0), "clean-up", NOW);
    EnrolledAccount stuck = quarantined(unwanted, Observed.ABSENT, Observed.PRESENT);

    Convergence.Change change = done(Action.RETRY, stuck);

    assertThat(change.after().account().state()).isEqualTo(AccountState.DELETING);
    assertThat(change.after().enrollments())
        .extracting(Enrollment::dueAt)
        .containsExactly(null, LATER);
    assertThat(change.events())
        .containsExactly(
            event(
                stuck,
                Event.Kind.ACCOUNT_RETRIED,
                Map.of("reason", "its deletion is tried again")));
  }

  @Test
  void a_name_that_is_somebody_elses_is_not_tried_again() {
    assertThat(asked(Action.RETRY, quarantined(free(0), Observed.PRESENT, Observed.FOREIGN)))
        .isEmpty();
    EnrolledAccount unwanted = Convergence.condemn(free(0), "clean-up", NOW);
    assertThat(asked(Action.RETRY, quarantined(unwanted, Observed.PRESENT, Observed.FOREIGN)))
        .isPresent();
  }

  @ParameterizedTest
  @EnumSource(names = "QUARANTINED", mode = EnumSource.Mode.EXCLUDE)
  void only_what_is_quarantined_is_tried_again(AccountState state) {
    assertThat(asked(Action.RETRY, in(state, free(0)))).isEmpty();
  }

  @Test
  void a_reset_cleans_everywhere_with_a_new_secret() {
    EnrolledAccount free = free(0);

    Convergence.Change change = done(Action.RESET, free);

    assertThat(change.after())
        .isEqualTo(withJob(Convergence.clean(free, secret("next"), LATER), null));
    assertThat(change.after().account().state()).isEqualTo(AccountState.CLEANING);
    assertThat(change.settled()).isNull();
    assertThat(change.events()).containsExactly(event(free, Event.Kind.ACCOUNT_RESET, Map.of()));
  }

  @Test
  void a_job_waits_for_what_it_resets() {
    Id job = Samples.id();
    EnrolledAccount free = free(0);
    Intervention reset =
        new Intervention(
            "shop",
            free.account().id(),
            Action.RESET,
            NextSecret.of(secret("next")),
            job,
            "ann",
            LATER);

    Convergence.Change change = reset.of(free, PasswordRule.STANDARD).orElseThrow();

    assertThat(change.after().account().job()).isEqualTo(job);
    assertThat(change.events().getFirst().job()).isEqualTo(job);
  }

  @Test
  void its_event_says_which_operation_it_was() {
    EnrolledAccount free = free(0);
    Id operation = Samples.id();
    Hold hold = new Hold(LATER, "look");

    Convergence.Change change = held(free, hold, operation).orElseThrow();

    assertThat(change.events().getFirst().detail())
        .containsOnly(
            Map.entry("reason", "look"),
            Map.entry("until", LATER.toString()),
            Map.entry("operation", operation.value()));
  }

  @ParameterizedTest
  @EnumSource(names = "FREE", mode = EnumSource.Mode.EXCLUDE)
  void only_what_is_free_is_reset(AccountState state) {
    assertThat(asked(Action.RESET, in(state, free(0)))).isEmpty();
  }

  @Test
  void what_waits_for_its_lease_is_not_reset() {
    Account made = free(0).account();
    Account reserved =
        new Account(
            made.id(),
            made.project(),
            made.pool(),
            made.username(),
            made.email(),
            made.secret(),
            made.attributes(),
            made.labels(),
            AccountState.FREE,
            0,
            0,
            made.onFailure(),
            Samples.id(),
            null,
            null,
            null,
            NOW,
            NOW);

    assertThat(asked(Action.RESET, new EnrolledAccount(reserved, List.of()))).isEmpty();
  }

  private static final Hold HOLD = new Hold(LATER.plusSeconds(60), "look");

  @ParameterizedTest
  @EnumSource(names = {"FREE", "HELD"})
  void what_is_free_or_held_is_held_as_it_is(AccountState state) {
    EnrolledAccount before = in(state, free(0));

    Convergence.Change change = held(before, HOLD).orElseThrow();

    assertThat(change.after()).isEqualTo(Convergence.held(before, HOLD, LATER));
    assertThat(change.after().account())
        .returns(AccountState.HELD, Account::state)
        .returns("look", Account::reason)
        .returns(HOLD.until(), Account::heldUntil)
        .returns(LATER, Account::changedAt)
        .returns(before.account().secret(), Account::secret);
    assertThat(change.after().enrollments()).isEqualTo(before.enrollments());
    assertThat(change.settled()).isNull();
    assertThat(change.events())
        .containsExactly(
            event(
                before,
                Event.Kind.ACCOUNT_HELD,
                Map.of("reason", "look", "until", HOLD.until().toString())));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"FREE", "HELD"},
      mode = EnumSource.Mode.EXCLUDE)
  void nothing_else_is_held(AccountState state) {
    assertThat(held(in(state, free(0)), HOLD)).isEmpty();
  }

  @Test
  void a_hold_must_say_how() {
    assertThat(held(free(0), null)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"HELD", "QUARANTINED"})
  void what_is_released_is_cleaned_and_held_no_longer(AccountState state) {
    EnrolledAccount before = in(state, Convergence.held(free(1), HOLD, NOW));

    Convergence.Change change = done(Action.RELEASE, before);

    assertThat(change.after()).isEqualTo(Convergence.clean(before, secret("next"), LATER));
    assertThat(change.after().account().heldUntil()).isNull();
    assertThat(change.events())
        .containsExactly(event(before, Event.Kind.ACCOUNT_RELEASED, Map.of()));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"HELD", "QUARANTINED"},
      mode = EnumSource.Mode.EXCLUDE)
  void nothing_else_is_released(AccountState state) {
    assertThat(asked(Action.RELEASE, in(state, free(0)))).isEmpty();
  }

  @Test
  void what_has_a_name_that_is_somebody_elses_is_not_released() {
    assertThat(asked(Action.RELEASE, quarantined(free(0), Observed.FOREIGN, Observed.PRESENT)))
        .isEmpty();
  }

  @Test
  void what_was_to_be_deleted_is_not_released() {
    EnrolledAccount unwanted =
        in(AccountState.QUARANTINED, Convergence.condemn(free(0), null, NOW));

    assertThat(asked(Action.RELEASE, unwanted)).isEmpty();
  }

  private static Optional<Convergence.Change> held(EnrolledAccount before, @Nullable Hold hold) {
    return held(before, hold, null);
  }

  private static Optional<Convergence.Change> held(
      EnrolledAccount before, @Nullable Hold hold, @Nullable Id operation) {
    return new Intervention(
            "shop",
            before.account().id(),
            Action.HOLD,
            NextSecret.of(secret("next")),
            null,
            "ann",
            LATER,
            hold,
            operation)
        .of(before, PasswordRule.STANDARD);
  }

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "FREE", "CLEANING", "QUARANTINED", "HELD"})
  void what_nobody_has_is_deleted(AccountState state) {
    EnrolledAccount before = in(state, free(0));

    Convergence.Change change = done(Action.DELETE, before);

    assertThat(change.after()).isEqualTo(Convergence.condemn(before, "deleted by ann", LATER));
    assertThat(change.events())
        .containsExactly(
            event(before, Event.Kind.ACCOUNT_CONDEMNED, Map.of("reason", "deleted by ann")));
    assertThat(change.settled()).isNull();
  }

  @Test
  void a_job_that_waited_for_what_is_deleted_waits_no_longer() {
    EnrolledAccount waited = withJob(free(0), Samples.id());

    assertThat(done(Action.DELETE, waited).settled())
        .isEqualTo(new Convergence.Settled(false, "deleted before it was ready"));
  }

  @Test
  void what_is_in_no_service_is_gone_at_once() {
    EnrolledAccount before = withJob(draft(FailurePolicy.RETRY, 0), null);

    Convergence.Change change = done(Action.DELETE, before);

    assertThat(change.after().account().state()).isEqualTo(AccountState.DELETED);
    assertThat(change.events())
        .extracting(Event::kind)
        .containsExactly(Event.Kind.ACCOUNT_CONDEMNED, Event.Kind.ACCOUNT_DELETED);
  }

  @ParameterizedTest
  @EnumSource(names = {"DELETING", "DELETED"})
  void what_goes_or_is_gone_is_not_deleted_again(AccountState state) {
    EnrolledAccount before = in(state, free(0));

    assertThat(done(Action.DELETE, before))
        .isEqualTo(new Convergence.Change(before, List.of(), List.of(), null));
  }

  @Test
  void what_is_leased_is_not_deleted() {
    assertThat(asked(Action.DELETE, in(AccountState.LEASED, free(0)))).isEmpty();
  }

  private static Convergence.Change done(Action action, EnrolledAccount before) {
    return asked(action, before).orElseThrow();
  }

  private static Optional<Convergence.Change> asked(Action action, EnrolledAccount before) {
    return new Intervention(
            "shop",
            before.account().id(),
            action,
            NextSecret.of(secret("next")),
            null,
            "ann",
            LATER)
        .of(before, PasswordRule.STANDARD);
  }

  private static Event event(EnrolledAccount of, Event.Kind kind, Map<String, String> detail) {
    return new Event("shop", LATER, "ann", kind, of.account().id(), null, null, detail);
  }

  /** Free in two services, one after the other. */
  private static EnrolledAccount free(int uses) {
    EnrolledAccount draft = withJob(draft(FailurePolicy.RETRY, 0, 1), null);
    Account account = draft.account();
    for (int i = 0; i < uses; i++) {
      account = account.leased(NOW);
    }
    return new EnrolledAccount(
        account.in(AccountState.FREE, null, NOW),
        draft.enrollments().stream()
            .map(each -> each.observed(Observed.PRESENT, false, "u", 0, null, null, null))
            .toList());
  }

  private static EnrolledAccount quarantined(
      EnrolledAccount before, Observed first, Observed second) {
    List<Observed> known = List.of(first, second);
    return in(
        AccountState.QUARANTINED,
        new EnrolledAccount(
            before.account(),
            before.enrollments().stream()
                .map(each -> each.observed(known.get(each.rank()), false, "u", 3, null, null, "no"))
                .toList()));
  }

  private static EnrolledAccount stale(EnrolledAccount before) {
    Enrollment first = before.enrollments().getFirst();
    return Accounts.with(before, first.wanting(first.desired(), true));
  }

  private static EnrolledAccount in(AccountState state, EnrolledAccount before) {
    return new EnrolledAccount(before.account().in(state, "why", NOW), before.enrollments());
  }

  private static EnrolledAccount withJob(EnrolledAccount before, @Nullable Id job) {
    return new EnrolledAccount(before.account().withJob(job), before.enrollments());
  }
}
