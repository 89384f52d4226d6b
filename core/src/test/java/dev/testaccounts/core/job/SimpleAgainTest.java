package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.job.ModelService.Fault;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.pool.AccountDrafts.Purpose;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request for an account of the simple API that comes again, because its answer was lost. */
class SimpleAgainTest {

  private static final Duration CLAIM = Duration.ofSeconds(15);

  private final World world = new World();
  private final TargetService service = world.service("user-service");
  private final Id operation = world.ids.next(START);
  private final List<Duration> waited = new ArrayList<>();
  private boolean patient = true;
  private Runnable meanwhile = () -> {};
  private final SimpleAccounts simple =
      new SimpleAccounts(
          world.serviceStore,
          world.services,
          world.provisioning,
          world.accounts,
          world.jobStore,
          new DeletionCap(5),
          this::untilWorkersAreDone,
          world.ids,
          world.clock,
          () -> world.woken++);

  @Test
  void an_account_that_was_made_is_found_by_its_id() {
    Account made = value(again());

    assertThat(made.id()).isEqualTo(operation);
    assertThat(value(again())).isEqualTo(made);
    assertThat(world.model(service).accounts).hasSize(1);
    assertThat(waited).containsExactly(Duration.ofMinutes(1));
  }

  @Test
  void without_a_key_each_request_makes_one() {
    value(simple.create(ANN, service.spec().url(), null));
    value(simple.create(ANN, service.spec().url(), null));

    assertThat(world.model(service).accounts).hasSize(2);
    assertThat(waited).isEmpty();
  }

  @Test
  void an_account_whose_maker_died_is_waited_for() {
    Instant claimEnd = START.plus(CLAIM);
    EnrolledAccount begun = Convergence.begin(draft(), claimEnd).account();
    world.accounts.intend(
        List.of(new Intent(begun, 1, Intents.event(begun.account(), ANN.name()))));

    Account made = value(again());

    assertThat(made.username()).isEqualTo(begun.account().username());
    assertThat(world.clock.instant()).as("the dead maker's claim").isAfterOrEqualTo(claimEnd);
    assertThat(world.model(service).accounts).containsOnlyKeys(made.username());
  }

  @Test
  void one_that_is_not_made_in_time_is_told_as_open() {
    put(AccountState.PENDING);
    patient = false;

    assertThat(problem(again()))
        .isEqualTo(
            new Problem.Unavailable(
                "unsettled",
                "the account is on record, and its service could not be asked to make it yet"));
    assertThat(world.accounts.all()).hasSize(1);
  }

  @Test
  void one_that_could_not_be_made_is_told_so() {
    world.model(service).faults.add(Fault.NOT_DONE);
    String first = problem(again()).detail();

    assertThat(problem(again()))
        .isInstanceOf(Problem.ServiceFailed.class)
        .returns(first, Problem::detail);
    assertThat(world.accounts.all()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = AccountState.class,
      names = {"PENDING", "FREE"},
      mode = EnumSource.Mode.EXCLUDE)
  void one_that_has_gone_on_since_is_not_handed_out(AccountState state) {
    put(state);

    assertThat(problem(again()))
        .isEqualTo(
            new Problem.ServiceFailed(
                "service-failed", "the account could not be created: gone on"));
  }

  @Test
  void one_that_is_forgotten_meanwhile_is_told_so() {
    put(AccountState.PENDING);
    patient = false;
    meanwhile = () -> world.accounts.forget(operation);

    assertThat(problem(again()).detail()).isEqualTo("the account could not be created: it is gone");
  }

  private Result<Account> again() {
    return simple.create(ANN, service.spec().url(), operation);
  }

  private EnrolledAccount draft() {
    Purpose purpose = new Purpose(Map.of(), FailurePolicy.ABANDON, null, null);
    return world.drafts.draft(operation, ANN.project(), service.id(), purpose, START);
  }

  private void put(AccountState state) {
    EnrolledAccount draft = draft();
    world.accounts.put(
        new EnrolledAccount(draft.account().in(state, "gone on", START), draft.enrollments()));
  }

  private boolean untilWorkersAreDone(BooleanSupplier condition, Duration longest) {
    waited.add(longest);
    meanwhile.run();
    return patient ? world.workUntil(condition, longest) : condition.getAsBoolean();
  }
}
