package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.testaccounts.core.job.LeaseQueue.Patience;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.AccountFilter;
import dev.testaccounts.core.lease.LeaseRequest;
import dev.testaccounts.core.lease.LeaseResult;
import dev.testaccounts.core.lease.Ticket;
import dev.testaccounts.core.lease.Wanted;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseQueueTest {

  private static final LeaseRequest REQUEST =
      LeaseRequest.of("buyers", Duration.ofMinutes(5), Map.of("run", "r1"));
  private static final Patience MINUTE = patience(60, 7);

  private final World world = new World();
  private final Pool pool =
      world.poolStore.put(Samples.pool("buyers", world.service("first", Limits.standard())));
  private final List<Duration> waits = new ArrayList<>();

  /** What comes about between two looks. */
  private Runnable between = () -> world.clock.advance(Duration.ofSeconds(30));

  private final LeaseQueue queue =
      new LeaseQueue(world.leases, world.queue, world.turnover, this::until, world.clock);

  private static Patience patience(long seconds, int priority) {
    return new Patience(Duration.ofSeconds(seconds), priority, () -> false);
  }

  /** Looks four times at most. */
  private boolean until(BooleanSupplier condition, Duration longest) {
    waits.add(longest);
    for (int looks = 0; looks < 4; looks++) {
      if (condition.getAsBoolean()) {
        return true;
      }
      between.run();
    }
    return false;
  }

  private static LeaseRequest request(Id id) {
    return new LeaseRequest("buyers", REQUEST.ttl(), REQUEST.labels(), id);
  }

  private static ObjectAssert<LeaseResult.Refused> assertRefused(LeaseResult result, String code) {
    return assertThat(result)
        .asInstanceOf(type(LeaseResult.Refused.class))
        .satisfies(refused -> assertThat(refused.problem().code()).isEqualTo(code));
  }

  @Test
  void who_finds_a_free_account_has_it_at_once() {
    world.free(pool);

    assertThat(queue.claim(ANN, REQUEST, MINUTE)).isInstanceOf(LeaseResult.Granted.class);
    assertThat(world.queue.awaited).isEmpty();
    assertThat(world.queue.tickets).isEmpty();
  }

  @Test
  void who_does_not_wait_never_stands_in_the_queue() {
    assertThat(queue.claim(ANN, REQUEST, Patience.none()))
        .isEqualTo(new LeaseResult.NoneFree(pool));
    world.free(pool);
    assertThat(queue.claim(ANN, REQUEST, Patience.none())).isInstanceOf(LeaseResult.Granted.class);

    assertThat(waits).isEmpty();
  }

  @Test
  void who_waits_has_a_place_with_everything_that_the_lease_will_need() {
    List<LeaseQueue.Place> seen = new ArrayList<>();
    world.queue.meanwhile = () -> seen.addAll(queue.queue(pool, 10));
    Id id = Samples.id();
    Instant now = world.clock.instant();

    queue.claim(ANN, request(id), MINUTE);

    assertThat(seen.getFirst().position()).isEqualTo(1);
    assertThat(seen.getFirst().ticket())
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
                now,
                now.plusSeconds(80)));
    assertThat(waits).containsExactly(Duration.ofSeconds(80));
  }

  @Test
  void who_is_served_meanwhile_has_the_lease() {
    world.queue.meanwhile =
        () -> {
          world.free(pool);
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
  void who_waited_in_vain_leaves_the_queue_when_the_time_is_over() {
    between = () -> world.clock.advance(Duration.ofMillis(29_900));

    assertThat(queue.claim(ANN, REQUEST, MINUTE)).isEqualTo(new LeaseResult.NoneFree(pool));

    assertThat(world.queue.tickets).isEmpty();
    assertThat(world.queue.awaited)
        .as("never longer than what is left")
        .containsExactly(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(200));
  }

  @Test
  void who_is_served_while_leaving_has_the_lease() {
    world.queue.onLeaving =
        () -> {
          world.free(pool);
          world.queue.serve(world.clock.instant());
        };

    assertThat(queue.claim(ANN, REQUEST, MINUTE)).isInstanceOf(LeaseResult.Granted.class);
  }

  @Test
  void a_caller_who_went_away_leaves_the_queue() {
    AtomicInteger asked = new AtomicInteger();
    Patience gone = new Patience(Duration.ofMinutes(1), 5, () -> asked.incrementAndGet() == 2);
    between = () -> {};

    assertThat(queue.claim(ANN, request(Samples.id()), gone))
        .isEqualTo(new LeaseResult.NoneFree(pool));

    assertThat(world.queue.awaited).hasSize(1);
    assertThat(world.queue.tickets).isEmpty();
  }

  @Test
  void a_wait_that_is_broken_off_keeps_the_place_of_who_can_come_again() {
    Runnable time = between;
    between = () -> {};
    Id id = Samples.id();

    assertRefused(queue.claim(ANN, request(id), MINUTE), "stopping");

    assertThat(world.queue.tickets).extracting(Ticket::lease).containsExactly(id);
    world.free(pool);
    between = time;
    assertThat(queue.again(ANN, id, REQUEST, MINUTE)).isEmpty();
    assertThat(queue.claim(ANN, request(id), MINUTE))
        .isInstanceOfSatisfying(
            LeaseResult.Granted.class, granted -> assertThat(granted.lease().id()).isEqualTo(id));
    assertThat(queue.again(ANN, id, REQUEST, MINUTE)).isPresent();
  }

  @Test
  void a_wait_that_is_broken_off_leaves_nothing_of_who_cannot_come_again() {
    between = () -> {};

    assertRefused(queue.claim(ANN, REQUEST, MINUTE), "stopping");

    assertThat(world.queue.tickets).isEmpty();
  }

  @Test
  void who_comes_again_and_does_not_wait_any_more_gives_the_place_up() {
    between = () -> {};
    Id id = Samples.id();
    queue.claim(ANN, request(id), MINUTE);

    assertThat(queue.again(ANN, id, REQUEST, MINUTE)).isEmpty();
    assertThat(world.queue.tickets).hasSize(1);
    assertThat(queue.again(ANN, id, REQUEST, Patience.none())).isEmpty();
    assertThat(world.queue.tickets).isEmpty();
  }

  @Test
  void several_are_had_together_or_waited_for() {
    LeaseRequest three =
        request(Samples.id())
            .with(List.of(Wanted.ANY, new Wanted("a", AccountFilter.none()), Wanted.ANY));
    world.free(pool);
    world.free(pool);
    world.queue.meanwhile =
        () -> {
          assertThat(world.queue.tickets.getFirst().wanted()).isEqualTo(three.wanted());
          world.free(pool);
          world.queue.serve(world.clock.instant());
        };
    assertThat(queue.claim(ANN, three, Patience.none())).isEqualTo(new LeaseResult.NoneFree(pool));

    LeaseResult result = queue.claim(ANN, three, MINUTE);

    assertThat(result)
        .isInstanceOfSatisfying(
            LeaseResult.AllGranted.class,
            all -> {
              Id first = Objects.requireNonNull(three.id());
              assertThat(all.leases())
                  .extracting(each -> each.lease().id())
                  .containsExactly(first, first.plus(1), first.plus(2));
              assertThat(all.leases().get(1).lease().labels()).containsEntry("role", "a");
              assertThat(queue.again(ANN, first, three, MINUTE)).contains(result);
            });
  }

  @Test
  void places_are_counted_and_estimated() {
    assertThat(queue.queue(pool, 10)).isEmpty();
    Ticket first = Samples.ticket(pool);
    Ticket second = Samples.ticket(pool);
    world.queue.tickets.addAll(List.of(first, second));

    assertThat(queue.queue(pool, 10))
        .containsExactly(
            new LeaseQueue.Place(first, 1, Duration.ofMinutes(15)),
            new LeaseQueue.Place(second, 2, Duration.ofMinutes(30)));
    assertThat(queue.queue(pool, 1)).hasSize(1);
    assertThat(queue.outlook(pool, 1)).isEqualTo(new LeaseQueue.Outlook(2, Duration.ofMinutes(45)));
  }

  @Test
  void a_group_counts_as_its_accounts() {
    Ticket two = Samples.ticket(pool, 2);
    Ticket one = Samples.ticket(pool);
    world.queue.tickets.addAll(List.of(two, one));

    assertThat(queue.queue(pool, 10))
        .containsExactly(
            new LeaseQueue.Place(two, 1, Duration.ofMinutes(30)),
            new LeaseQueue.Place(one, 2, Duration.ofMinutes(45)));
    assertThat(queue.outlook(pool, 3).estimate())
        .isEqualTo(queue.outlook(pool, 1).estimate().plusMinutes(30));
  }

  @ParameterizedTest
  @CsvSource({"-1, 5", "121, 5", "10, -1", "10, 10"})
  void patience_has_limits(long seconds, int priority) {
    assertRefused(queue.claim(ANN, REQUEST, patience(seconds, priority)), "invalid-request");
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "120, 9"})
  void patience_up_to_its_limits_is_taken(long seconds, int priority) {
    between = () -> world.clock.advance(Duration.ofMinutes(2));

    assertThat(queue.claim(ANN, REQUEST, patience(seconds, priority)))
        .isEqualTo(new LeaseResult.NoneFree(pool));
  }

  @Test
  void an_unknown_pool_is_refused() {
    assertThat(queue.claim(ANN, LeaseRequest.of("sellers", null, Map.of()), MINUTE))
        .isInstanceOf(LeaseResult.Refused.class);
    assertThat(waits).isEmpty();
  }
}
