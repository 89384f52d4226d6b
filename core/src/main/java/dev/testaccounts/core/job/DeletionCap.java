package dev.testaccounts.core.job;

import dev.testaccounts.core.kernel.Problem;
import java.time.Duration;
import java.time.Instant;

/**
 * How many accounts of a project clean-ups may delete within an hour: a selector that says more
 * than its author meant stops here.
 *
 * @param perHour how many; 0 for none
 */
public record DeletionCap(long perHour) {

  private static final Duration HOUR = Duration.ofHours(1);

  /** What counts where nothing else was said. */
  public static DeletionCap standard() {
    return new DeletionCap(10_000);
  }

  /** From when on deletions count. */
  static Instant since(Instant now) {
    return now.minus(HOUR);
  }

  /** What a clean-up may do at a time. */
  JobStore.Allowance allowance(Instant now, boolean override) {
    return new JobStore.Allowance(since(now), override ? Long.MAX_VALUE : perHour);
  }

  Problem problem(JobStore.Condemned.OverCap over) {
    return new Problem.Conflict(
        "deletion-cap",
        "this would delete "
            + over.planned()
            + " accounts, the last hour saw "
            + over.used()
            + " deletions and the project may have "
            + perHour
            + " an hour; wait, select fewer, or override the cap");
  }
}
