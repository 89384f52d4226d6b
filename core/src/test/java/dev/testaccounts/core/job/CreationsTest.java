package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.value;
import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.job.Workers.Route;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs whose planner claims what it writes for workers who have places. */
class CreationsTest {

  private final World world = new World();
  private final TargetService service = world.service("first");
  private final Pool pool = world.pool("buyers", service);

  CreationsTest() {
    world.workers.callable = true;
  }

  private Job create(int count) {
    return value(world.jobs.create(ANN, "buyers", count, Map.of(), null));
  }

  @Test
  void as_much_as_there_are_places_is_claimed_with_its_intent_and_begun() {
    create(20);
    world.workers.free = 12;

    assertThat(world.plan()).isEqualTo(1);

    assertThat(world.jobStore.chunks).containsExactly(12);
    assertThat(world.workers.asked).containsExactly(new Route(List.of(service.id()), List.of()));
    assertThat(world.workers.free).isZero();
    assertThat(world.accounts.all())
        .hasSize(12)
        .flatExtracting(EnrolledAccount::enrollments)
        .allMatch(Enrollment::claimed)
        .allMatch(each -> each.attempts() == 1)
        .extracting(Enrollment::dueAt)
        .containsOnly(START.plus(ModelWorkers.CLAIM));
    assertThat(begun()).containsExactlyElementsOf(known());
    assertThat(world.reconciler.claim(service, 100)).as("nobody else's to do").isEmpty();
  }

  private List<Id> begun() {
    return world.workers.begun.stream().map(Work::account).map(each -> each.id()).toList();
  }

  private List<Id> known() {
    return world.accounts.all().stream().map(each -> each.account().id()).toList();
  }

  @Test
  void what_was_begun_ends_as_what_was_claimed_does() {
    create(2);
    world.workers.free = 2;
    world.plan();

    world.workers.begun.forEach(each -> world.reconciler.drive(List.of(each)));

    assertThat(world.model(service).calls).containsExactly("create", "create");
    assertThat(world.accounts.all())
        .hasSize(2)
        .allMatch(each -> each.account().state() == AccountState.FREE);
  }

  @Test
  void a_job_waits_where_all_places_are_taken_and_nothing_of_it_is_written() {
    create(20);

    assertThat(world.plan()).isZero();

    assertThat(world.jobStore.chunks).isEmpty();
    assertThat(world.workers.begun).isEmpty();
    world.workers.free = 30;
    assertThat(world.plan()).isEqualTo(1);
    assertThat(world.workers.free).as("what is not needed is not kept").isEqualTo(10);
    assertThat(world.plan()).isZero();
  }

  @Test
  void only_what_comes_first_is_begun() {
    TargetService second = world.dependent("second", List.of("first"));
    TargetService beside = world.service("beside");
    Pool both =
        world.poolStore.put(
            new Pool(
                pool.id(),
                pool.project(),
                pool.spec(),
                List.of(
                    new Pool.Member(second.id(), 1),
                    new Pool.Member(service.id(), 0),
                    new Pool.Member(beside.id(), 0)),
                1,
                START));
    create(1);
    world.workers.free = 1;

    world.plan();

    assertThat(both.members()).hasSize(3);
    assertThat(world.workers.asked)
        .containsExactly(new Route(List.of(service.id(), beside.id()), List.of(second.id())));
    assertThat(world.workers.begun)
        .extracting(each -> each.before().service())
        .containsExactly(service.id(), beside.id());
    assertThat(world.workers.free).isZero();
  }

  /** Intent before effect: nobody may work on what another planner kept from being written. */
  @Test
  void what_was_not_written_is_not_begun() {
    create(3);
    world.workers.free = 10;
    world.workers.meanwhile =
        () -> {
          world.workers.meanwhile = () -> {};
          world.plan();
        };

    world.plan();

    assertThat(world.jobStore.chunks).containsExactly(3, 3);
    assertThat(world.accounts.all()).hasSize(3);
    assertThat(begun()).containsExactlyElementsOf(known());
    assertThat(world.workers.free).isEqualTo(7);
  }

  @Test
  void names_that_collide_leave_places_free() {
    create(8);
    world.workers.free = 8;
    world.accounts.ordered.addAll(Collections.nCopies(2, Intended.USERNAME_TAKEN));

    world.plan();

    assertThat(world.jobStore.chunks).containsExactly(8, 4, 2);
    assertThat(begun()).hasSize(2).containsExactlyElementsOf(known());
    assertThat(world.workers.free).isEqualTo(6);
  }

  @Test
  void of_rows_only_those_that_are_written_are_begun() {
    List<AccountRow> rows =
        Stream.of("alice", "bob", "alan")
            .map(name -> new AccountRow(name, Map.of(), Map.of()))
            .toList();
    value(world.jobs.create(ANN, "buyers", Map.of(), rows, null));
    world.workers.free = 3;
    world.accounts.ordered.add(Intended.DONE);
    world.accounts.ordered.add(Intended.USERNAME_TAKEN);

    world.plan();

    assertThat(begun()).hasSize(1).containsExactlyElementsOf(known());
    assertThat(world.workers.free).isEqualTo(2);
  }

  @Test
  void a_store_that_fails_leaves_places_free() {
    create(3);
    world.workers.free = 3;
    world.workers.meanwhile =
        () -> world.jobStore.fault = new StoreUnavailableException("planted", null);

    assertThatThrownBy(world::plan).isInstanceOf(StoreUnavailableException.class);

    assertThat(world.workers.begun).isEmpty();
    assertThat(world.workers.free).isEqualTo(3);
  }

  /** The oldest would have all places else, until all of it is planned. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void jobs_take_turns_whatever_rounds_find_no_place(int rounds) {
    Job first = create(20);
    Job second = create(20);
    for (int i = 0; i < 4; i++) {
      world.workers.free = 5;
      for (int round = 0; round < rounds; round++) {
        world.plan();
      }
    }

    assertThat(Stream.of(first, second).map(each -> value(world.jobs.job(ANN, each.id()))))
        .extracting(Job::planned)
        .containsExactly(10, 10);
  }

  @Test
  void a_pool_that_lacks_one_place_gets_all_the_others() {
    Job job = create(10);
    world.workers.free = 10;
    world.accounts.ordered.addAll(Collections.nCopies(9, Intended.DONE));
    world.accounts.ordered.addAll(Collections.nCopies(2, Intended.POOL_FULL));

    world.plan();
    world.plan();

    assertThat(world.accounts.all()).hasSize(9);
    assertThat(value(world.jobs.job(ANN, job.id())).planned()).isEqualTo(10);
  }

  /** However many jobs wait for one service, nobody waits behind them for another. */
  @Test
  void a_service_without_places_holds_up_nobody_else() {
    world.pool("sellers", world.service("other"));
    world.workers.full.add(service.id());
    for (int i = 0; i < 65; i++) {
      create(1);
    }
    Job behind = value(world.jobs.create(ANN, "sellers", 3, Map.of(), null));
    world.workers.free = 9;

    assertThat(world.plan()).isEqualTo(1);

    assertThat(value(world.jobs.job(ANN, behind.id())).planned()).isEqualTo(3);
    assertThat(world.workers.asked).as("one of them is enough to know").hasSize(2);
    assertThat(world.plan()).isZero();
  }

  @Test
  void where_a_service_is_not_to_be_called_intents_are_left_due() {
    create(2);
    world.workers.callable = false;

    assertThat(world.plan()).isEqualTo(1);

    assertThat(world.workers.begun).isEmpty();
    assertThat(world.reconciler.claim(service, 10)).hasSize(2);
  }
}
