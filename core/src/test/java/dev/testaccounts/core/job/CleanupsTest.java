package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.JobStore.Allowance;
import dev.testaccounts.core.job.JobStore.Condemned;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.pool.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CleanupsTest {

  private static final Problem EMPTY =
      new Problem.Invalid(
          "empty-selector",
          "a clean-up needs a selector: give at least one of pool, labels, accounts, olderThan,"
              + " state");

  private static final Instant HOUR_AGO = START.minus(Duration.ofHours(1));

  private final World world = new World();
  private final Pool pool = world.pool("buyers", world.service("first"));
  private final Selector all = new Selector(pool.id(), Map.of(), List.of(), null, false);

  @Test
  void a_clean_up_needs_a_selector() {
    Selector nothing = new Selector(null, Map.of(), List.of(), null, true);

    assertThat(problem(world.cleanups.cleanup(ANN, nothing, true, null))).isEqualTo(EMPTY);
    assertThat(problem(world.cleanups.plan(ANN, nothing))).isEqualTo(EMPTY);
    assertThat(world.jobStore.events).isEmpty();
  }

  @Test
  void a_large_clean_up_is_planned_piece_by_piece() {
    world.jobStore.counted = Cleanups.LARGE + 1;

    Job job = value(world.cleanups.cleanup(ANN, all, true, null));

    assertThat(world.jobStore.later).extracting(Job::id).containsExactly(job.id());
    assertThat(job).returns(Cleanups.LARGE + 1, Job::total).returns(0, Job::planned);
    int woken = world.woken;
    while (world.plan() > 0) {
      assertThat(world.woken).isGreaterThan(woken);
    }
    assertThat(world.jobStore.chunks).hasSize(6).containsOnly(1_000);
    assertThat(value(world.jobs.job(ANN, job.id())).planned()).isEqualTo(job.total());
  }

  @Test
  void one_that_is_not_large_is_one_commit() {
    world.jobStore.counted = Cleanups.LARGE;

    assertThat(value(world.cleanups.cleanup(ANN, all, true, null)).kind())
        .isEqualTo(Job.Kind.CLEANUP);

    assertThat(world.jobStore.later).isEmpty();
  }

  @Test
  void any_part_of_a_selector_is_enough() {
    assertThat(
            List.of(
                new Selector(pool.id(), Map.of(), List.of(), null, false),
                new Selector(null, Map.of("run", "1"), List.of(), null, false),
                new Selector(null, Map.of(), List.of(Samples.id()), null, false),
                new Selector(null, Map.of(), List.of(), START, false),
                new Selector(null, Map.of(), List.of(), null, AccountState.FREE, false)))
        .noneMatch(Selector::isEmpty)
        .allMatch(
            each ->
                value(world.cleanups.cleanup(ANN, each, false, null)).kind() == Job.Kind.CLEANUP);
    assertThat(world.woken).isEqualTo(5);
  }

  @Test
  void a_clean_up_is_on_record_with_its_selector() {
    Selector selector = new Selector(pool.id(), Map.of("run", "1"), List.of(), null, false);

    Job job = value(world.cleanups.cleanup(ANN, selector, false, null));

    assertThat(job.pool()).isEqualTo(pool.id());
    assertThat(world.jobStore.events)
        .containsExactly(
            new Event(
                "shop",
                START,
                "ann",
                Event.Kind.CLEANUP_REQUESTED,
                null,
                null,
                null,
                Map.of("selector", selector.toString())));
  }

  @Test
  void the_same_request_begins_one_clean_up() {
    Id operation = world.ids.next(START);
    Job job = value(world.cleanups.cleanup(ANN, all, false, operation));

    assertThat(job.id()).isEqualTo(operation);
    assertThat(value(world.cleanups.cleanup(ANN, all, false, operation))).isEqualTo(job);
    assertThat(world.jobStore.events).hasSize(1);
  }

  @Test
  void a_long_selector_is_shown_short() {
    Selector selector = new Selector(null, Map.of("run", "x".repeat(600)), List.of(), null, false);

    value(world.cleanups.cleanup(ANN, selector, false, null));

    assertThat(world.jobStore.events.getFirst().detail())
        .containsEntry("selector", selector.toString().substring(0, 500) + "…");
  }

  @Test
  void a_clean_up_may_delete_what_the_hour_has_left() {
    value(world.cleanups.cleanup(ANN, all, false, null));

    assertThat(world.jobStore.allowances).containsExactly(new Allowance(HOUR_AGO, 100));
    assertThat(world.jobStore.events.getFirst().detail()).doesNotContainKey("override");
  }

  @Test
  void more_than_the_hour_has_left_is_refused() {
    world.jobStore.over = Optional.of(new Condemned.OverCap(90, 11));

    assertThat(problem(world.cleanups.cleanup(ANN, all, false, null)))
        .isEqualTo(
            new Problem.Conflict(
                "deletion-cap",
                "this would delete 90 accounts, the last hour saw 11 deletions and the project may"
                    + " have 100 an hour; wait, select fewer, or override the cap"));
    assertThat(world.woken).isZero();
  }

  @Test
  void an_override_lifts_the_cap_and_is_on_record() {
    value(world.cleanups.cleanup(ANN, all, true, null));

    assertThat(world.jobStore.allowances).containsExactly(new Allowance(HOUR_AGO, Long.MAX_VALUE));
    assertThat(world.jobStore.events.getFirst().detail()).containsEntry("override", "true");
  }

  @Test
  void a_dry_run_shows_a_hundred_and_the_cap_and_changes_nothing() {
    Cleanups.Forecast forecast = value(world.cleanups.plan(ANN, all));

    assertThat(forecast.plan().total()).isEqualTo(100);
    assertThat(forecast.used()).isEqualTo(7);
    assertThat(forecast.cap()).isEqualTo(100);
    assertThat(forecast.overCap()).isTrue();
    assertThat(world.jobStore.sinces).containsExactly(HOUR_AGO);
    assertThat(world.jobStore.events).isEmpty();
    assertThat(world.woken).isZero();
  }

  @Test
  void the_cap_itself_is_not_over_it_and_nothing_never_is() {
    assertThat(forecast(93, 7)).isFalse();
    assertThat(forecast(94, 7)).isTrue();
    assertThat(forecast(0, 101)).isFalse();
  }

  @Test
  void an_hour_may_have_10000_where_nothing_else_was_said() {
    assertThat(DeletionCap.standard().perHour()).isEqualTo(10_000);
  }

  private static boolean forecast(long total, long used) {
    JobStore.Plan plan = new JobStore.Plan(total, Map.of(), 0, List.of());
    return new Cleanups.Forecast(plan, used, 100).overCap();
  }
}
