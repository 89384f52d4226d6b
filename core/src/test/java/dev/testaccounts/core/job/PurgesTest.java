package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.memory.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurgesTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Retention RETENTION =
      new Retention(Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(3), Duration.ofDays(4));

  private final Old old = new Old();
  private final Purges purges = new Purges(old, RETENTION, new SettableClock());

  /** What there is of each kind, and what was asked for. */
  private static final class Old implements RetentionStore {

    private final Map<String, Integer> present = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    private int forget(String kind, Instant before, int limit) {
      asked.add(kind + " " + Duration.between(before, START).toDays() + "d " + limit);
      int gone = Math.min(limit, present.getOrDefault(kind, 0));
      present.merge(kind, -gone, Integer::sum);
      return gone;
    }

    @Override
    public int forgetTombstones(Instant before, int limit) {
      return forget("tombstones", before, limit);
    }

    @Override
    public int forgetLeases(Instant before, int limit) {
      return forget("leases", before, limit);
    }

    @Override
    public int forgetJobs(Instant before, int limit) {
      return forget("jobs", before, limit);
    }

    @Override
    public int forgetEvents(Instant before, int limit) {
      return forget("events", before, limit);
    }
  }

  @Test
  void each_kind_is_forgotten_after_its_own_time() {
    old.present.putAll(Map.of("tombstones", 1, "events", 20, "leases", 300, "jobs", 999));

    assertThat(purges.sweep()).isEqualTo(1320);

    assertThat(old.asked)
        .containsExactly("leases 3d 1000", "jobs 4d 1000", "tombstones 1d 1000", "events 2d 1000");
    assertThat(purges.sweep()).isZero();
  }

  @Test
  void a_round_is_bounded_and_the_next_one_goes_on() {
    old.present.put("events", 5_001);

    assertThat(purges.sweep()).isEqualTo(5_000);
    assertThat(old.asked).filteredOn(each -> each.startsWith("events")).hasSize(5);
    assertThat(purges.sweep()).isEqualTo(1);
  }

  @Test
  void a_chunk_that_is_not_full_is_the_last() {
    old.present.put("jobs", 1_500);

    assertThat(purges.sweep()).isEqualTo(1_500);
    assertThat(old.asked).filteredOn(each -> each.startsWith("jobs")).hasSize(2);
  }

  @Test
  void what_counts_where_nothing_was_said_is_well() {
    assertThat(Retention.standard())
        .isEqualTo(
            new Retention(
                Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(90), Duration.ofDays(30)))
        .matches(standard -> standard.problem().isEmpty());
    assertThat(RETENTION.problem()).as("a day is enough").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, tombstones", "1, events", "2, leases", "3, jobs"})
  void less_than_a_day_is_refused(int place, String part) {
    List<Duration> days = new ArrayList<>(List.of(DAY, DAY, DAY, DAY));
    days.set(place, DAY.minusSeconds(1));

    assertThat(new Retention(days.get(0), days.get(1), days.get(2), days.get(3)).problem())
        .contains(
            new Problem.Invalid(
                "invalid-request", "retention." + part + ": expected 1d or more, got PT23H59M59S"));
  }
}
