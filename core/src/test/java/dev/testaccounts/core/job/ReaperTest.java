package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.lease.LeaseRequest;
import dev.testaccounts.core.lease.LeaseResult;
import dev.testaccounts.core.lease.LeaseState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReaperTest {

  private final World world = new World();
  private final Reaper reaper =
      new Reaper(world.leaseStore, world.leases, world.holds, world.accounts, world.clock);

  @Test
  void a_lease_ends_when_its_time_is_over_and_its_account_is_cleaned() {
    world.pool("buyers", world.service("first"));
    LeaseResult.Granted granted =
        (LeaseResult.Granted)
            world.provisioning.fresh(ANN, LeaseRequest.of("buyers", null, Map.of()));

    world.clock.moveTo(granted.lease().expiresAt().minusMillis(1));
    assertThat(reaper.sweep()).isZero();
    assertThat(world.woken).isZero();

    world.clock.moveTo(granted.lease().expiresAt());
    assertThat(reaper.sweep()).isEqualTo(1);
    assertThat(world.woken).isEqualTo(1);
    assertThat(world.leaseStore.lease("shop", granted.lease().id()).orElseThrow())
        .matches(lease -> lease.state() == LeaseState.EXPIRED)
        .matches(lease -> "its time ran out".equals(lease.endReason()));
    assertThat(world.accounts.all().getFirst().account().state()).isEqualTo(AccountState.CLEANING);
    assertThat(reaper.sweep()).isZero();
  }

  @Test
  void an_account_is_given_back_when_it_was_held_long_enough() {
    world.pool("buyers", world.service("first"));
    LeaseResult.Granted granted =
        (LeaseResult.Granted)
            world.provisioning.fresh(ANN, LeaseRequest.of("buyers", null, Map.of()));
    world.leases.hold(ANN, granted.lease().id(), null, Duration.ofHours(1), "look");

    world.clock.moveTo(START.plus(Duration.ofHours(1)).minusMillis(1));
    reaper.sweep();
    assertThat(world.accounts.all().getFirst().account().state()).isEqualTo(AccountState.HELD);

    world.clock.moveTo(START.plus(Duration.ofHours(1)));
    reaper.sweep();
    assertThat(world.accounts.all().getFirst().account().state()).isEqualTo(AccountState.CLEANING);
  }

  @Test
  void an_account_that_nobody_came_for_is_everybodys_after_a_minute() {
    reaper.sweep();

    assertThat(world.accounts.reservationsDropped)
        .containsExactly(START.minus(Duration.ofMinutes(1)));
  }
}
