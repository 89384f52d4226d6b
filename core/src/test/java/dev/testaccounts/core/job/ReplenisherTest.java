package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.pool.Rotation;
import dev.testaccounts.core.service.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplenisherTest {

  private final World world = new World();
  private final Replenisher replenisher =
      new Replenisher(
          world.poolStore,
          world.queue,
          world.jobStore,
          world.accounts,
          world.accounts,
          world.drafts,
          world.clock,
          () -> world.woken++);

  private Pool pool(int min, int max) {
    Pool plain = Samples.pool("buyers", world.service("first", Limits.standard()));
    PoolSpec spec = plain.spec();
    return world.poolStore.put(
        new Pool(
            plain.id(),
            plain.project(),
            new PoolSpec(
                spec.name(),
                spec.services(),
                spec.username(),
                spec.attributes(),
                min,
                max,
                spec.ttl(),
                spec.maxTtl(),
                spec.onRelease()),
            plain.members(),
            1,
            plain.createdAt()));
  }

  private void put(int count, AccountState state) {
    List<EnrolledAccount> present = world.accounts.all();
    for (EnrolledAccount each : present.subList(0, count)) {
      world.accounts.put(
          new EnrolledAccount(
              each.account().in(state, null, world.clock.instant()), each.enrollments()));
    }
  }

  /** It would have been PENDING already, had its workers had places for it. */
  @Test
  void what_a_job_is_to_make_is_coming() {
    pool(20, 500);
    value(world.jobs.create(ANN, "buyers", 15, Map.of(), null));

    assertThat(replenisher.replenish()).isEqualTo(5);
    assertThat(replenisher.replenish()).isZero();

    value(world.jobs.create(ANN, "buyers", 5, Map.of(), null));
    assertThat(replenisher.replenish()).isZero();
  }

  @Test
  void what_is_missing_is_begun_and_due_at_once() {
    Pool pool = pool(3, 10);

    assertThat(replenisher.replenish()).isEqualTo(3);

    assertThat(world.woken).isEqualTo(1);
    assertThat(world.accounts.all())
        .hasSize(3)
        .allSatisfy(
            each -> {
              Account account = each.account();
              assertThat(account.pool()).isEqualTo(pool.id());
              assertThat(account.state()).isEqualTo(AccountState.PENDING);
              assertThat(account.onFailure()).isEqualTo(FailurePolicy.RETRY);
              assertThat(each.enrollments().getFirst().dueAt()).isEqualTo(world.clock.instant());
            });
    assertThat(world.accounts.events)
        .hasSize(3)
        .allSatisfy(event -> assertThat(event.kind()).isEqualTo(Event.Kind.ACCOUNT_INTENDED));
  }

  @Test
  void what_is_coming_counts_as_free() {
    pool(3, 10);
    replenisher.replenish();

    assertThat(replenisher.replenish()).as("pending").isZero();
    put(3, AccountState.CLEANING);
    assertThat(replenisher.replenish()).as("cleaning").isZero();
    put(3, AccountState.FREE);
    assertThat(replenisher.replenish()).as("free").isZero();
    assertThat(world.woken).isEqualTo(1);
  }

  @Test
  void what_is_in_use_does_not_count() {
    pool(3, 10);
    replenisher.replenish();
    put(2, AccountState.LEASED);

    assertThat(replenisher.replenish()).isEqualTo(2);
  }

  @Test
  void a_pool_never_has_more_than_it_may() {
    pool(3, 4);
    replenisher.replenish();
    put(3, AccountState.LEASED);

    assertThat(replenisher.replenish()).isEqualTo(1);
    assertThat(replenisher.replenish()).isZero();
    assertThat(world.accounts.all()).hasSize(4);
  }

  @Test
  void a_pool_whose_accounts_all_fail_is_left_alone() {
    pool(2, 10);
    replenisher.replenish();
    put(1, AccountState.QUARANTINED);
    assertThat(replenisher.replenish()).isEqualTo(1);
    put(2, AccountState.QUARANTINED);

    assertThat(replenisher.replenish()).isZero();
  }

  @Test
  void a_pool_that_wants_none_gets_none() {
    pool(0, 10);

    assertThat(replenisher.replenish()).isZero();
    assertThat(world.woken).isZero();
  }

  @Test
  void one_more_is_made_for_each_request_that_waits() {
    Pool pool = pool(0, 10);
    world.queue.enter(Samples.ticket(pool), world.clock.instant());
    world.queue.enter(Samples.ticket(pool), world.clock.instant());

    assertThat(replenisher.replenish()).isEqualTo(2);
    assertThat(replenisher.replenish()).isZero();
  }

  @Test
  void quarantined_accounts_do_not_stand_in_the_way_of_who_waits() {
    Pool pool = pool(1, 4);
    replenisher.replenish();
    world.queue.enter(Samples.ticket(pool), world.clock.instant());
    assertThat(replenisher.replenish()).isEqualTo(1);
    put(2, AccountState.QUARANTINED);

    assertThat(replenisher.replenish()).as("one for who waits, none in reserve").isEqualTo(1);
    assertThat(replenisher.replenish()).as("it is being made").isZero();
    put(3, AccountState.QUARANTINED);
    assertThat(replenisher.replenish()).isEqualTo(1);
    put(4, AccountState.QUARANTINED);
    assertThat(replenisher.replenish()).as("never more than the pool may have").isZero();
  }

  @Test
  void a_draining_pool_gets_none() {
    Pool pool = pool(3, 10);
    world.poolStore.rotate(pool, new Rotation(null, null, Duration.ZERO, true));

    assertThat(replenisher.replenish()).isZero();
  }

  @Test
  void a_large_pool_is_filled_chunk_by_chunk() {
    pool(300, 1000);

    assertThat(replenisher.replenish()).isEqualTo(250);
    assertThat(replenisher.replenish()).isEqualTo(50);
  }

  @Test
  void a_name_that_is_taken_is_tried_again_in_the_next_round() {
    pool(1, 10);
    world.accounts.ordered.add(Intended.USERNAME_TAKEN);

    assertThat(replenisher.replenish()).isZero();
    assertThat(replenisher.replenish()).isEqualTo(1);
  }
}
