package dev.testaccounts.core.account;

import static dev.testaccounts.core.account.Accounts.draft;
import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.Intervention.Action;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.memory.MemoryAccounts;
import dev.testaccounts.core.memory.PlainBox;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.memory.SettableClock;
import dev.testaccounts.core.secret.NewSecrets;
import dev.testaccounts.core.secret.Passwords;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InterventionsTest {

  private final MemoryAccounts accounts = new MemoryAccounts();
  private final PlainBox box = new PlainBox();
  private int woken;
  private final Interventions interventions =
      new Interventions(
          accounts,
          new NewSecrets(new Passwords(new SplittableRandom(1)), box),
          new SettableClock(),
          () -> woken++);

  @Test
  void an_account_is_reset_with_a_password_of_its_own() {
    EnrolledAccount free = put(AccountState.FREE, null, Observed.PRESENT);

    EnrolledAccount after = value(interventions.intervene(ANN, free.account().id(), Action.RESET));

    assertThat(after.account().state()).isEqualTo(AccountState.CLEANING);
    assertThat(after.account().changedAt()).isEqualTo(SettableClock.START);
    assertThat(Passwords.recognises(box.open(after.account().secret(), "shop").reveal())).isTrue();
    assertThat(accounts.events.getFirst().actor()).isEqualTo("ann");
    assertThat(woken).isEqualTo(1);
  }

  @Test
  void what_comes_again_is_done_once() {
    Id free = put(AccountState.FREE, null, Observed.PRESENT).account().id();
    Id operation = Samples.id();

    EnrolledAccount after = value(interventions.intervene(ANN, free, Action.RESET, operation));
    assertThat(value(interventions.intervene(ANN, free, Action.RESET, operation))).isEqualTo(after);
    assertThat(accounts.events).hasSize(1);
    assertThat(problem(interventions.intervene(ANN, free, Action.RESET, Samples.id())).code())
        .isEqualTo("account-state");
  }

  @Test
  void an_account_is_held_from_now_on() {
    EnrolledAccount free = put(AccountState.FREE, null, Observed.PRESENT);

    EnrolledAccount after =
        value(interventions.hold(ANN, free.account().id(), Duration.ofHours(2), "look", null));

    assertThat(after.account().heldUntil())
        .isEqualTo(SettableClock.START.plus(Duration.ofHours(2)));
    assertThat(after.account().reason()).isEqualTo("look");
  }

  @Test
  void what_is_not_there_is_said_so() {
    Problem unknown =
        new Problem.NotFound("no-such-account", "there is no such account in this project");
    Id free = put(AccountState.FREE, null, Observed.PRESENT).account().id();

    assertThat(problem(interventions.intervene(ANN, Samples.id(), Action.DELETE)))
        .isEqualTo(unknown);
    assertThat(problem(interventions.intervene(new Principal("bank", "bob"), free, Action.DELETE)))
        .isEqualTo(unknown);
    assertThat(woken).isZero();
  }

  @Test
  void what_is_leased_is_left_alone() {
    Id leased = put(AccountState.LEASED, null, Observed.PRESENT).account().id();

    for (Action action : Action.values()) {
      assertThat(problem(interventions.intervene(ANN, leased, action)))
          .isEqualTo(
              new Problem.Conflict(
                  "account-leased",
                  "account " + leased + " is leased: release or revoke it first"));
    }
    assertThat(woken).isZero();
  }

  @Test
  void a_state_that_does_not_allow_it_is_named() {
    assertThat(refusal(Action.RETRY, put(AccountState.FREE, null, Observed.PRESENT)))
        .isEqualTo("quarantined, got free");
    assertThat(refusal(Action.RETRY, put(AccountState.QUARANTINED, null, Observed.FOREIGN)))
        .isEqualTo(
            "a name that is ours in every service, got one that is somebody else's; delete it");
    assertThat(refusal(Action.RESET, put(AccountState.CLEANING, null, Observed.PRESENT)))
        .isEqualTo("free, got cleaning");
    assertThat(refusal(Action.RESET, put(AccountState.FREE, Samples.id(), Observed.PRESENT)))
        .isEqualTo("free for everybody, got free for the lease it was made for");
  }

  private String refusal(Action action, EnrolledAccount account) {
    Id id = account.account().id();
    Problem problem = problem(interventions.intervene(ANN, id, action));
    String start = "account " + id + ": expected ";
    assertThat(problem.code()).isEqualTo("account-state");
    assertThat(problem.detail()).startsWith(start);
    return problem.detail().substring(start.length());
  }

  private EnrolledAccount put(AccountState state, @Nullable Id reservation, Observed observed) {
    EnrolledAccount draft = draft(FailurePolicy.RETRY, 0);
    Account made = draft.account();
    Account account =
        new Account(
            made.id(),
            made.project(),
            made.pool(),
            made.username(),
            null,
            made.secret(),
            made.attributes(),
            made.labels(),
            state,
            0,
            0,
            made.onFailure(),
            reservation,
            null,
            null,
            null,
            made.createdAt(),
            made.changedAt());
    EnrolledAccount stored =
        new EnrolledAccount(
            account,
            List.of(
                draft
                    .enrollments()
                    .getFirst()
                    .observed(observed, false, "u", 0, null, null, null)));
    accounts.put(stored);
    return stored;
  }
}
