package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.ModelService.Fault;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.ServiceStore.Write;
import dev.testaccounts.core.service.TargetService;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class SimpleAccountsTest {

  private static final URI URL = URI.create("http://localhost:9001");

  private final World world = new World();
  private final List<Duration> waited = new ArrayList<>();
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
  void a_service_is_registered_on_first_use() {
    Account one = value(simple.create(ANN, URL, null));
    Account two = value(simple.create(ANN, URL, null));

    assertThat(one.username()).matches("test_[0-9a-f]{8}").isNotEqualTo(two.username());
    assertThat(one.pool()).isNull();
    assertThat(world.serviceStore.all()).hasSize(1);
    TargetService service = world.serviceStore.all().getFirst();
    assertThat(service.spec().url()).isEqualTo(URL);
    assertThat(service.spec().environment()).isEqualTo("testing");
    assertThat(service.spec().recipe()).isEqualTo(ServiceSpec.SIMPLE);
    assertThat(service.name()).matches("simple-[0-9a-f-]{36}");
    assertThat(world.newcomers.accounts).hasSize(2);
  }

  @Test
  void a_slash_at_the_end_is_the_same_service() {
    value(simple.create(ANN, URL, null));
    value(simple.create(ANN, URI.create(URL + "/"), null));

    assertThat(world.serviceStore.all()).hasSize(1);
  }

  @Test
  void a_registered_service_at_the_URL_is_used_as_it_is() {
    TargetService known = world.service("user-service");

    value(simple.create(ANN, known.spec().url(), null));

    assertThat(world.model(known).accounts).hasSize(1);
    assertThat(world.serviceStore.all()).containsExactly(known);
  }

  @Test
  void a_host_that_is_not_allowed_is_never_called() {
    Problem problem = problem(simple.create(ANN, URI.create("http://evil.example"), null));

    assertThat(problem.code()).isEqualTo("host-not-allowed");
    assertThat(world.newcomers.calls).isEmpty();
    assertThat(world.accounts.all()).isEmpty();
  }

  @Test
  void two_first_uses_at_once_share_one_service() {
    value(simple.create(ANN, URL, null));
    TargetService made = world.serviceStore.all().getFirst();
    world.serviceStore.notYetAt(URL);
    world.serviceStore.answerNext(Write.NAME_TAKEN);

    value(simple.create(ANN, URL, null));

    assertThat(world.serviceStore.all()).containsExactly(made);
    assertThat(world.newcomers.accounts).hasSize(2);
  }

  @Test
  void a_service_moved_elsewhere_does_not_get_the_accounts_of_its_old_place() {
    value(simple.create(ANN, URL, null));
    TargetService made = world.serviceStore.all().getFirst();
    ServiceSpec moved =
        new ServiceSpec(
            made.name(),
            URI.create("http://localhost:9002"),
            "testing",
            ServiceSpec.SIMPLE,
            Map.of(),
            made.spec().limits(),
            List.of());
    world.serviceStore.put(
        new TargetService(made.id(), made.project(), moved, 2, made.createdAt()));

    assertThat(problem(simple.create(ANN, URL, null)))
        .isEqualTo(
            new Problem.Conflict(
                "name-taken",
                "service '"
                    + made.name()
                    + "' was changed and is not at http://localhost:9001 any more"));
    assertThat(world.newcomers.accounts).hasSize(1);
  }

  @Test
  void an_account_that_could_not_be_made_is_given_up_and_its_leftovers_go() {
    world.newcomers.order(Fault.LOST_AFTER);

    Problem problem = problem(simple.create(ANN, URL, null));
    assertThat(problem.code()).isEqualTo("service-failed");
    assertThat(problem.detail())
        .startsWith("the account could not be created: service 'simple-")
        .endsWith("': no answer");
    world.reconciler.step();
    world.clock.advance(Duration.ofSeconds(10));
    world.reconciler.step();

    assertThat(world.newcomers.accounts).isEmpty();
    assertThat(world.accounts.all().getFirst().account().state()).isEqualTo(AccountState.DELETED);
  }

  @Test
  void a_clean_up_removes_all_and_waits_for_it() {
    value(simple.create(ANN, URL, null));
    value(simple.create(ANN, URL, null));

    assertThat(simple.cleanup(ANN).remaining()).isZero();

    assertThat(world.newcomers.accounts).isEmpty();
    assertThat(waited).containsExactly(Duration.ofMinutes(1));
    assertThat(world.woken).isEqualTo(1);
    Event event = world.jobStore.events.getLast();
    assertThat(event.kind()).isEqualTo(Event.Kind.CLEANUP_REQUESTED);
    assertThat(event.actor()).isEqualTo("ann");
    assertThat(event.detail()).isEqualTo(Map.of("selector", "simple"));
  }

  @Test
  void a_clean_up_with_nothing_to_do_is_done() {
    assertThat(simple.cleanup(ANN).remaining()).isZero();
  }

  @Test
  void a_clean_up_tells_how_many_a_sick_service_still_has() {
    value(simple.create(ANN, URL, null));
    value(simple.create(ANN, URL, null));
    world.newcomers.faults.addAll(Collections.nCopies(6, Fault.NOT_DONE));

    assertThat(simple.cleanup(ANN).remaining()).isEqualTo(2);
    assertThat(world.newcomers.calls).endsWith("delete", "delete", "delete");
    assertThat(world.newcomers.accounts).hasSize(2);

    assertThat(simple.cleanup(ANN).remaining()).isZero();
    assertThat(world.newcomers.accounts).isEmpty();
  }

  @Test
  void a_clean_up_in_a_maintenance_says_at_once_what_is_left() {
    value(simple.create(ANN, URL, null));
    TargetService service = world.serviceStore.all().getFirst();
    world.maintain(service, true);
    world.accounts.maintained.add(service.id());
    Instant begin = world.clock.instant();

    assertThat(simple.cleanup(ANN).remaining()).isEqualTo(1);
    assertThat(world.clock.instant()).as("nobody can do anything").isEqualTo(begin);

    world.maintain(service, false);
    world.accounts.maintained.clear();
    assertThat(simple.cleanup(ANN).remaining()).isZero();
  }

  @Test
  void a_clean_up_over_the_cap_says_so_without_waiting() {
    value(simple.create(ANN, URL, null));
    world.jobStore.over = Optional.of(new JobStore.Condemned.OverCap(1, 5));

    SimpleAccounts.Cleaned cleaned = simple.cleanup(ANN);

    assertThat(cleaned.remaining()).isEqualTo(1);
    assertThat(cleaned.refusal().map(Problem::code)).contains("deletion-cap");
    assertThat(waited).isEmpty();
    assertThat(world.jobStore.allowances.getFirst().most()).isEqualTo(5);
    world.jobStore.over = Optional.empty();
    assertThat(simple.cleanup(ANN)).isEqualTo(new SimpleAccounts.Cleaned(0, Optional.empty()));
  }

  private boolean untilWorkersAreDone(BooleanSupplier condition, Duration longest) {
    waited.add(longest);
    for (int i = 0; i < 100 && !condition.getAsBoolean(); i++) {
      world.clock.advance(Duration.ofSeconds(1));
      world.reconciler.step();
    }
    return condition.getAsBoolean();
  }
}
