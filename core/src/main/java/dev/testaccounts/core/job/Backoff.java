package dev.testaccounts.core.job;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Growing pauses between attempts: doubled each time, up to a limit, with full jitter in the upper
 * half. Thread-safe.
 */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int MOST_DOUBLINGS = 9;
  private static final Duration LONGEST_ASKED = Duration.ofHours(1);

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The pause after so many failures in a row.
   *
   * @param failures 1 after the first failure
   */
  Duration after(int failures) {
    int doublings = Math.clamp(failures - 1L, 0, MOST_DOUBLINGS);
    long full = Math.min(FIRST.toMillis() << doublings, LONGEST.toMillis());
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }

  /** The same where the service asks to be left alone; null where it does not. */
  Duration after(int failures, @Nullable Duration asked) {
    return later(after(failures), asked == null ? null : atMost(asked));
  }

  static Duration later(Duration one, @Nullable Duration other) {
    return other == null || other.compareTo(one) <= 0 ? one : other;
  }

  /** No longer than the longest that anybody is left alone because he asks for it. */
  static Duration atMost(Duration asked) {
    return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
  }
}
