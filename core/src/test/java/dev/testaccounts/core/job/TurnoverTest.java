package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.lease.LeaseRequest;
import dev.testaccounts.core.lease.LeaseResult;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.Rotation;
import dev.testaccounts.core.service.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class TurnoverTest {

  private static final Duration TTL = Duration.ofMinutes(15);

  private final World world = new World();
  private final Pool pool =
      world.poolStore.put(Samples.pool("buyers", world.service("first", Limits.standard())));

  private void hold(Duration time) {
    LeaseResult.Granted granted =
        (LeaseResult.Granted) world.leases.claim(ANN, LeaseRequest.of("buyers", null, Map.of()));
    world.clock.advance(time);
    world.leases.release(ANN, granted.lease().id(), null, "done");
  }

  @Test
  void where_no_lease_has_ended_it_is_what_the_pool_says() {
    world.free(pool);
    world.leases.claim(ANN, LeaseRequest.of("buyers", null, Map.of()));

    assertThat(world.turnover.of(pool)).isEqualTo(new Turnover.Pace(TTL, 1, List.of()));
  }

  @Test
  void leases_last_as_long_as_those_that_ended_did() {
    world.free(pool);
    world.free(pool);
    hold(Duration.ofSeconds(10));
    hold(Duration.ofSeconds(20));

    assertThat(world.turnover.of(pool))
        .isEqualTo(new Turnover.Pace(Duration.ofSeconds(15), 2, List.of()));
  }

  @Test
  void many_accounts_serve_many_at_a_time() {
    Turnover.Pace pace = new Turnover.Pace(Duration.ofSeconds(60), 4, List.of());

    assertThat(pace.until(1)).isEqualTo(Duration.ofSeconds(15));
    assertThat(pace.until(8)).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void what_rests_comes_first_and_each_turn_has_its_rest() {
    Pool cool =
        world.poolStore.rotate(pool, new Rotation(null, null, Duration.ofMinutes(10), false));
    used(Duration.ofMinutes(10));
    used(Duration.ofMinutes(7));
    used(Duration.ofMinutes(2));
    world.free(pool);

    Turnover.Pace pace = world.turnover.of(cool);

    assertThat(pace)
        .isEqualTo(
            new Turnover.Pace(
                TTL.plusMinutes(10), 4, List.of(Duration.ofMinutes(3), Duration.ofMinutes(8))));
    assertThat(pace.until(1)).isEqualTo(Duration.ofMinutes(3));
    assertThat(pace.until(2)).isEqualTo(Duration.ofMinutes(8));
    assertThat(pace.until(4)).isEqualTo(Duration.ofMinutes(25));
  }

  private void used(Duration ago) {
    EnrolledAccount free = world.free(pool);
    Account leased = free.account().leased(world.clock.instant());
    Instant since = world.clock.instant().minus(ago);
    world.accounts.put(
        new EnrolledAccount(leased.in(AccountState.FREE, null, since), free.enrollments()));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"PENDING", "FREE", "LEASED", "CLEANING"})
  void accounts_that_are_leased_in_turn_count(AccountState state) {
    put(state);

    assertThat(world.turnover.of(pool).accounts()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"PENDING", "FREE", "LEASED", "CLEANING"})
  void accounts_that_nobody_will_lease_do_not(AccountState state) {
    put(state);

    assertThat(world.turnover.of(pool).accounts()).isEqualTo(1);
  }

  private void put(AccountState state) {
    for (int i = 0; i < 2; i++) {
      EnrolledAccount free = world.free(pool);
      world.accounts.put(
          new EnrolledAccount(
              free.account().in(state, null, world.clock.instant()), free.enrollments()));
    }
  }
}
