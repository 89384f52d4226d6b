package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger.DueQuery;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Observation;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.job.ModelService.Fault;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.pool.AccountDrafts.Purpose;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.secret.PasswordRule;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

  private final World world = new World();
  private final TargetService first = world.service("first");
  private final TargetService second = world.service("second");
  private final Pool pool = world.pool("buyers", first, second);

  @Test
  void one_worker_takes_an_account_through_all_its_services() {
    Id id = due();

    assertThat(world.reconciler.step()).isEqualTo(1);

    EnrolledAccount made = world.accounts.get(id);
    assertThat(made.account().state()).isEqualTo(AccountState.FREE);
    Map<String, String> expected = Map.of(made.account().username(), world.password(made));
    assertThat(world.model(first).accounts).isEqualTo(expected);
    assertThat(world.model(second).accounts).isEqualTo(expected);
  }

  @Test
  void claims_are_for_one_service_and_as_long_as_its_attempts_may_take() {
    TargetService slow = world.service("slow", new Limits(1, Duration.ofMinutes(1)));

    assertThat(world.reconciler.claim(slow, 7)).isEmpty();
    assertThat(world.accounts.queries)
        .containsExactly(new DueQuery(slow.id(), START, 7, START.plusSeconds(480)));
  }

  @Test
  void nothing_that_is_not_due_is_worked_on() {
    due();
    world.model(first).order(Fault.BUSY);
    world.reconciler.step();

    assertThat(world.reconciler.step()).isZero();
    world.clock.advance(Duration.ofSeconds(7));
    assertThat(world.reconciler.step()).isEqualTo(1);
  }

  @Test
  void a_report_says_when_and_until_when_it_claims_what_follows() {
    Id id = due();
    world.reconciler.step();

    Observation report = world.accounts.reports.getFirst();
    assertThat(report.account()).isEqualTo(id);
    assertThat(report.attempt()).isEqualTo(1);
    assertThat(report.now()).isEqualTo(START);
    assertThat(report.follow()).isEqualTo(START.plus(Duration.ofMinutes(2)));
  }

  @Test
  void a_worker_that_was_taken_over_stops() {
    due();
    List<Work> late = world.reconciler.claim(first, 10);
    world.clock.advance(Limits.standard().claim());
    List<Work> inTime = world.reconciler.claim(first, 10);
    assertThat(inTime).hasSize(1);

    assertThat(world.reconciler.drive(late)).isEmpty();
    assertThat(world.model(second).accounts).isEmpty();
    assertThat(world.reconciler.drive(inTime).map(Account::state)).contains(AccountState.FREE);
  }

  @Test
  void a_service_that_is_gone_fails_its_accounts_for_good() {
    Id id = due();
    List<Work> works = world.reconciler.claim(first, 10);
    world.serviceStore.put(new TargetService(first.id(), "shop", recipe("forgotten"), 2, START));

    world.reconciler.drive(works);

    assertThat(world.accounts.get(id).account().state()).isEqualTo(AccountState.QUARANTINED);
    assertThat(world.accounts.get(id).account().reason())
        .isEqualTo("the service or its connector recipe is not there any more");
  }

  @Test
  void a_fault_that_nobody_foresaw_counts_and_may_have_done_anything_until_the_claim_ends() {
    Id id = due();
    Work work = world.reconciler.claim(first, 10).getFirst();

    Outcome outcome = world.reconciler.unforeseen(work);
    world.reconciler.report(work, outcome);

    Enrollment seen = world.accounts.get(id).in(first.id());
    assertThat(seen.observed()).isEqualTo(Observed.UNKNOWN);
    assertThat(seen.failures()).isEqualTo(1);
    assertThat(seen.lastError()).contains("not foreseen");
    assertThat(seen.unsettledUntil()).isEqualTo(START.plus(Limits.standard().claim()));
    assertThat(seen.dueAt()).isAfter(START).isBefore(START.plusSeconds(2));
  }

  @Test
  void a_connector_sees_the_account_as_it_is_now() {
    Id id = due();
    world.reconciler.step();
    EnrolledAccount free = world.accounts.get(id);
    EnrolledAccount cleaning =
        Convergence.clean(
            free, world.secrets.next(ANN.project(), PasswordRule.STANDARD), world.clock.instant());
    world.accounts.put(cleaning);

    world.reconciler.step();

    assertThat(world.model(second).accounts)
        .containsOnly(Map.entry(free.account().username(), world.password(cleaning)));
    assertThat(world.password(cleaning)).isNotEqualTo(world.password(free));
  }

  @Test
  void a_service_is_told_what_the_ones_before_it_call_the_account() {
    world.serviceStore.put(new TargetService(second.id(), "shop", after("first"), 2, START));
    Id id = due();

    world.reconciler.step();

    Account account = world.accounts.get(id).account();
    assertThat(world.model(first).created)
        .allSatisfy(identity -> assertThat(identity.earlier()).isEmpty());
    assertThat(world.model(second).created)
        .singleElement()
        .satisfies(
            identity -> {
              assertThat(identity.earlier()).isEqualTo(Map.of("first", "id-" + account.username()));
              assertThat(identity.labels()).isEqualTo(Map.of("team", "blue"));
            });
  }

  @Test
  void a_service_is_told_nothing_of_services_it_does_not_depend_on() {
    world.serviceStore.put(new TargetService(second.id(), "shop", after("third"), 2, START));
    due();

    world.reconciler.step();

    assertThat(world.model(second).created)
        .allSatisfy(identity -> assertThat(identity.earlier()).isEmpty())
        .hasSize(1);
  }

  @Test
  void the_longest_claim_is_that_of_the_slowest_service() {
    TargetService slow = world.service("slow", new Limits(1, Duration.ofMinutes(1)));

    assertThat(world.reconciler.longestClaim(List.of(first.id(), slow.id(), second.id())))
        .isEqualTo(Duration.ofMinutes(8));
    assertThat(world.reconciler.longestClaim(List.of(Samples.id())))
        .isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void nothing_to_do_ends_with_nothing() {
    assertThat(world.reconciler.drive(List.of())).isEqualTo(Optional.empty());
    assertThat(world.reconciler.step()).isZero();
  }

  private Id due() {
    Purpose purpose = new Purpose(Map.of("team", "blue"), FailurePolicy.RETRY, null, null);
    EnrolledAccount account = Convergence.due(world.drafts.draft(pool, purpose, START), START);
    world.accounts.put(account);
    return account.account().id();
  }

  private ServiceSpec after(String earlier) {
    ServiceSpec spec = second.spec();
    return new ServiceSpec(
        spec.name(),
        spec.url(),
        spec.environment(),
        spec.recipe(),
        Map.of(),
        spec.limits(),
        List.of(earlier));
  }

  private ServiceSpec recipe(String recipe) {
    ServiceSpec spec = first.spec();
    return new ServiceSpec(
        spec.name(), spec.url(), spec.environment(), recipe, Map.of(), spec.limits(), List.of());
  }
}
