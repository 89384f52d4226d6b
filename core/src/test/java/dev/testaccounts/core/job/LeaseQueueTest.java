package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.job.LeaseQueue.Patience;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.LeaseRequest;
import dev.testaccounts.core.lease.LeaseResult;
import dev.testaccounts.core.lease.Ticket;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseQueueTest {

  private static final LeaseRequest REQUEST =
      LeaseRequest.of("buyers", Duration.ofMinutes(5), Map.of("run", "r1"));
  private static final Patience MINUTE = new Patience(Duration.ofMinutes(1), 7);

  private final World world = new World();
  private final Pool pool =
      world.poolStore.put(Samples.pool("buyers", world.service("first", Limits.standard())));
  private final List<Duration> waits = new ArrayList<>();

  /** Looks three times at most. */
  private final LeaseQueue queue =
      new LeaseQueue(
          world.leases,
          world.queue,
          (condition, longest) -> {
            waits.add(longest);
            return condition.getAsBoolean() || condition.getAsBoolean();
          },
          world.clock);

  private void free() {
    world.accounts.put(world.free(pool));
  }

  @Test
  void who_finds_a_free_account_does_not_wait() {
    free();

    assertThat(queue.claim(ANN, REQUEST, MINUTE)).isInstanceOf(LeaseResult.Granted.class);
    assertThat(waits).isEmpty();
    assertThat(world.queue.tickets).isEmpty();
  }

  @Test
  void who_waits_has_a_place_with_everything_that_the_lease_will_need() {
    List<Ticket> seen = new ArrayList<>();
    world.queue.meanwhile = () -> seen.addAll(queue.queue(pool, 10));
    Id id = Samples.id();

    queue.claim(
        ANN, new LeaseRequest("buyers", REQUEST.ttl(), REQUEST.labels(), id), MINUTE);

    assertThat(seen.getFirst())
        .isEqualTo(
            new Ticket(
                id,
                ANN.project(),
                pool.id(),
                7,
                "ann",
                Map.of("run", "r1"),
                OnRelease.RESET,
                Duration.ofMinutes(5),
                world.clock.instant(),
                world.clock.instant().plusSeconds(70)));
    assertThat(waits).containsExactly(Duration.ofMinutes(1));
    assertThat(world.queue.awaited).containsOnly(Duration.ofMillis(500));
  }

  @Test
  void who_is_served_meanwhile_has_the_lease() {
    world.queue.meanwhile =
        () -> {
          free();
          world.queue.serve(world.clock.instant());
        };

    assertThat(queue.claim(ANN, REQUEST, MINUTE))
        .isInstanceOfSatisfying(
            LeaseResult.Granted.class,
            granted -> {
              assertThat(granted.lease().labels()).containsEntry("run", "r1");
              assertThat(granted.lease().expiresAt())
                  .isEqualTo(world.clock.instant().plusSeconds(300));
            });
    assertThat(world.queue.awaited).hasSize(1);
  }

  @Test
  void who_waited_in_vain_leaves_the_queue() {
    assertThat(queue.claim(ANN, REQUEST, MINUTE)).isEqualTo(new LeaseResult.NoneFree(pool));

    assertThat(world.queue.tickets).isEmpty();
    assertThat(world.queue.awaited).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"-1, 5", "121, 5", "10, -1", "10, 10"})
  void patience_has_limits(long seconds, int priority) {
    Patience patience = new Patience(Duration.ofSeconds(seconds), priority);

    assertThat(queue.claim(ANN, REQUEST, patience))
        .isInstanceOfSatisfying(
            LeaseResult.Refused.class,
            refused -> assertThat(refused.problem().code()).isEqualTo("invalid-request"));
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "120, 9"})
  void patience_up_to_its_limits_is_taken(long seconds, int priority) {
    Patience patience = new Patience(Duration.ofSeconds(seconds), priority);

    assertThat(queue.claim(ANN, REQUEST, patience)).isEqualTo(new LeaseResult.NoneFree(pool));
  }

  @Test
  void an_unknown_pool_is_refused() {
    assertThat(queue.claim(ANN, LeaseRequest.of("sellers", null, Map.of()), MINUTE))
        .isInstanceOf(LeaseResult.Refused.class);
    assertThat(waits).isEmpty();
  }
}
