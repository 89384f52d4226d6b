package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Observation;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.lease.LeaseRequest;
import dev.testaccounts.core.lease.LeaseResult;
import dev.testaccounts.core.pool.AccountDrafts.Purpose;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceHealth;
import dev.testaccounts.core.service.ServiceHealth.State;
import dev.testaccounts.core.service.TargetService;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Services that are sick, paused or in maintenance. */
class SickServiceTest {

  private static final Problem IN_MAINTENANCE =
      new Problem.Conflict(
          "service-in-maintenance",
          "service 'second' is in maintenance; no account is made in it until that ends");

  private final World world = new World();
  private final TargetService first = world.service("first");
  private final TargetService second = world.service("second");
  private final Pool pool = world.pool("buyers", first, second);

  @Test
  void nothing_is_claimed_for_a_service_that_is_left_alone() {
    Id id = due();
    Instant rested = START.plusSeconds(5);
    sick(first, State.OPEN, rested);

    assertThat(world.reconciler.step()).isZero();
    assertThat(world.accounts.queries).noneMatch(query -> query.service().equals(first.id()));
    assertThat(world.accounts.get(id).enrollments().getFirst().attempts()).isZero();

    world.clock.moveTo(rested);
    assertThat(world.reconciler.step()).isEqualTo(1);
    assertThat(world.accounts.get(id).account().state()).isEqualTo(AccountState.FREE);
  }

  @Test
  void a_service_that_is_tried_again_gets_a_few_calls() {
    for (int i = 0; i < 5; i++) {
      due();
    }
    sick(first, State.HALF_OPEN, null);

    assertThat(world.reconciler.claim(first, 100)).hasSize(ServiceHealth.PROBES);
    assertThat(world.reconciler.claim(first, 1)).hasSize(1);
  }

  @Test
  void where_there_is_no_room_nothing_is_asked_for() {
    due();

    assertThat(world.reconciler.claim(first, 0)).isEmpty();
    assertThat(world.accounts.queries).isEmpty();
  }

  @Test
  void work_of_a_service_in_maintenance_stays_due_and_goes_on_afterwards() {
    Id id = due();
    world.maintain(first, true);

    assertThat(world.reconciler.step()).isZero();
    assertThat(world.accounts.get(id).enrollments().getFirst().dueAt()).isEqualTo(START);
    assertThat(world.model(first).calls).isEmpty();

    world.maintain(first, false);
    assertThat(world.reconciler.step()).isEqualTo(1);
    assertThat(world.accounts.get(id).account().state()).isEqualTo(AccountState.FREE);
  }

  @Test
  void what_was_claimed_when_the_maintenance_began_is_put_back() {
    Id id = due();
    world.maintain(second, true);

    world.reconciler.step();

    EnrolledAccount half = world.accounts.get(id);
    assertThat(half.account().state()).isEqualTo(AccountState.PENDING);
    assertThat(half.enrollments().getLast())
        .matches(each -> each.failures() == 0 && !each.claimed() && START.equals(each.dueAt()));
    assertThat(world.model(second).calls).isEmpty();
    world.maintain(second, false);
    world.reconciler.step();
    assertThat(world.accounts.get(id).account().state()).isEqualTo(AccountState.FREE);
  }

  @Test
  void no_account_is_made_for_a_caller_while_one_of_its_services_is_in_maintenance() {
    world.maintain(second, true);

    assertThat(world.provisioning.fresh(ANN, LeaseRequest.of("buyers", null, Map.of())))
        .isEqualTo(new LeaseResult.Refused(IN_MAINTENANCE));
    assertThat(problem(world.provisioning.single(ANN, second, world.ids.next(START))))
        .isEqualTo(IN_MAINTENANCE);
    assertThat(world.accounts.all()).isEmpty();
  }

  @Test
  void a_free_account_can_be_leased_whatever_its_services_are_up_to() {
    due();
    world.reconciler.step();
    world.maintain(first, true);

    assertThat(world.leases.claim(ANN, LeaseRequest.of("buyers", null, Map.of())))
        .isInstanceOf(LeaseResult.Granted.class);
  }

  @Test
  void an_attempt_hands_on_what_follows_in_other_services() {
    due();
    List<Work> claimed = world.reconciler.claim(first, 1);

    List<Work> following = attempted(claimed.getFirst());

    assertThat(following).hasSize(1);
    assertThat(following.getFirst().before().service()).isEqualTo(second.id());
    assertThat(world.model(second).calls).isEmpty();
    assertThat(attempted(following.getFirst())).isEmpty();
    assertThat(world.model(second).calls).containsExactly("create");
    assertThat(attempted(claimed.getFirst())).as("reported before").isEmpty();
  }

  private List<Work> attempted(Work work) {
    return world.reconciler.report(work, world.reconciler.attempt(work));
  }

  @Test
  void more_is_attempted_than_there_are_places_where_what_waits_goes_together() {
    Limits limits = first.spec().limits();
    assertThat(world.reconciler.atOnce(first)).isEqualTo(limits.concurrency());

    world.model(first).gathers = true;

    assertThat(world.reconciler.atOnce(first)).isEqualTo(limits.mostClaimed());
    assertThat(world.reconciler.atOnce(second)).isEqualTo(limits.concurrency());
  }

  @Test
  void a_service_is_called_as_its_limits_allow_only_while_it_is_well() {
    assertThat(world.reconciler.isCallable(first)).isTrue();

    Instant now = world.clock.instant();
    world.health.put(first.id(), new ServiceHealth(State.HALF_OPEN, now, "503", null));
    assertThat(world.reconciler.isCallable(first)).isFalse();
    world.health.put(first.id(), new ServiceHealth(State.CLOSED, now, null, now.plusSeconds(9)));
    assertThat(world.reconciler.isCallable(first)).isFalse();

    world.health.clear();
    assertThat(world.reconciler.isCallable(world.maintain(first, true))).isFalse();
  }

  @Test
  void an_attempt_is_over_before_its_report() {
    Id id = due();
    Work claimed = world.reconciler.claim(first, 1).getFirst();

    Outcome outcome = world.reconciler.attempt(claimed);

    assertThat(world.model(first).calls).hasSize(1);
    assertThat(world.accounts.reports).isEmpty();
    world.reconciler.report(claimed, outcome);
    assertThat(world.model(first).calls).hasSize(1);
    assertThat(world.accounts.reports).extracting(Observation::account).containsExactly(id);
  }

  private void sick(TargetService service, State state, @Nullable Instant until) {
    world.health.put(service.id(), new ServiceHealth(state, START, "500", until));
  }

  private Id due() {
    Purpose purpose = new Purpose(Map.of(), FailurePolicy.RETRY, null, null);
    EnrolledAccount account = Convergence.due(world.drafts.draft(pool, purpose, START), START);
    world.accounts.put(account);
    return account.account().id();
  }
}
