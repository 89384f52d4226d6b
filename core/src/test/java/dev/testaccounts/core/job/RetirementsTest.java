package dev.testaccounts.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.memory.SettableClock;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.Rotation;
import dev.testaccounts.core.service.Limits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetirementsTest {

  private static final Rotation AGED = new Rotation(Duration.ofDays(7), null, Duration.ZERO, false);
  private static final Rotation DRAINING = new Rotation(null, null, Duration.ZERO, true);

  private final World world = new World();
  private final Retirements retirements =
      new Retirements(world.poolStore, world.clock, () -> world.woken++);

  private Pool pool(String name, Rotation rotation, int overdue) {
    Pool plain = Samples.pool(name, Samples.service("first", Limits.standard()));
    Pool pool = world.poolStore.rotate(plain, rotation);
    world.poolStore.overdue.put(pool.id(), overdue);
    return pool;
  }

  @Test
  void what_is_overdue_is_retired_and_the_reconciler_told() {
    pool("buyers", AGED, 3);
    pool("sellers", Rotation.endless(), 5);

    assertThat(retirements.sweep()).isEqualTo(3);

    assertThat(world.woken).isEqualTo(1);
    assertThat(world.poolStore.retired).containsExactly("buyers system " + SettableClock.START);
  }

  @Test
  void a_pool_that_is_to_go_goes_once_it_is_empty() {
    Pool pool = pool("buyers", DRAINING, 0);
    Pool leaving =
        new Pool(
            pool.id(),
            pool.project(),
            pool.spec(),
            pool.members(),
            pool.version(),
            pool.createdAt(),
            true);
    world.poolStore.put(leaving);
    world.poolStore.countBy(id -> 1);
    retirements.sweep();
    assertThat(world.poolStore.allPools()).containsExactly(leaving);

    world.poolStore.countBy(id -> 0);
    retirements.sweep();

    assertThat(world.poolStore.allPools()).isEmpty();
    assertThat(world.poolStore.events)
        .containsExactly(
            new Event(
                "shop",
                SettableClock.START,
                "system",
                Event.Kind.POOL_REMOVED,
                null,
                null,
                null,
                Map.of("pool", "buyers")));
  }

  @Test
  void a_draining_pool_that_is_empty_stays_where_nobody_said_that_it_goes() {
    Pool pool = pool("buyers", DRAINING, 0);

    retirements.sweep();

    assertThat(world.poolStore.allPools()).containsExactly(pool);
  }

  @Test
  void where_nothing_is_overdue_nobody_is_told() {
    pool("buyers", AGED, 0);

    assertThat(retirements.sweep()).isZero();
    assertThat(world.woken).isZero();
  }

  @Test
  void a_pool_is_looked_at_every_ten_seconds() {
    pool("buyers", AGED, 0);
    retirements.sweep();
    world.clock.advance(Duration.ofSeconds(10).minusMillis(1));
    retirements.sweep();
    assertThat(world.poolStore.retired).hasSize(1);

    world.clock.advance(Duration.ofMillis(1));
    retirements.sweep();
    assertThat(world.poolStore.retired).hasSize(2);
  }

  @Test
  void a_pool_with_more_than_a_chunk_is_looked_at_again_at_once() {
    pool("buyers", AGED, 501);

    assertThat(retirements.sweep()).isEqualTo(500);
    assertThat(retirements.sweep()).isEqualTo(1);
    assertThat(retirements.sweep()).isZero();
    assertThat(world.poolStore.retired).hasSize(2);
  }

  @Test
  void a_draining_pool_is_looked_at_in_each_round() {
    pool("buyers", DRAINING, 1);
    pool("sellers", AGED, 0);
    retirements.sweep();

    retirements.sweep();

    String system = " system " + SettableClock.START;
    assertThat(world.poolStore.retired)
        .containsExactly("buyers" + system, "sellers" + system, "buyers" + system);
  }

  @Test
  void a_round_over_draining_pools_alone_does_not_put_the_others_off() {
    pool("buyers", DRAINING, 0);
    Pool sellers = pool("sellers", AGED, 0);
    retirements.sweep();
    world.clock.advance(Duration.ofSeconds(6));
    retirements.sweep();
    world.clock.advance(Duration.ofSeconds(4));
    world.poolStore.overdue.put(sellers.id(), 1);

    assertThat(retirements.sweep()).isEqualTo(1);
  }
}
