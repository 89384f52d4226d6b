package dev.testaccounts.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  @ParameterizedTest
  @CsvSource({
    "0, 200",
    "1, 200",
    "2, 400",
    "3, 800",
    "8, 25600",
    "9, 51200",
    "10, 60000",
    "99, 60000"
  })
  void a_pause_is_in_the_upper_half_of_the_doubled_one(int failures, long full) {
    Backoff backoff = new Backoff(new SplittableRandom(1));
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      long pause = backoff.after(failures).toMillis();
      assertThat(pause).isBetween(full / 2, full);
      seen.add(pause);
    }
    assertThat(seen).anyMatch(pause -> pause < full * 0.55).anyMatch(pause -> pause > full * 0.95);
  }

  @Property(seed = "1")
  void a_pause_is_never_shorter_than_100_ms_nor_longer_than_a_minute(
      @ForAll int failures, @ForAll long seed) {
    Duration pause = new Backoff(new SplittableRandom(seed)).after(failures);

    assertThat(pause).isBetween(Duration.ofMillis(100), Duration.ofMinutes(1));
  }

  @Property(seed = "1")
  void more_failures_never_make_the_shortest_pause_shorter(
      @ForAll @IntRange(min = 1, max = 1000) int failures) {
    Backoff shortest = new Backoff(() -> 0L);

    assertThat(shortest.after(failures + 1)).isGreaterThanOrEqualTo(shortest.after(failures));
  }
}
