package dev.testaccounts.core.job;

import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.kernel.Id;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Port: those who attempt what is claimed, for a planner that claims what it writes. Then nothing
 * needs to be found and claimed once more before it is attempted, and a job is planned no faster
 * than it is worked on: what others want of the same services does not wait behind all of it.
 * Thread-safe.
 */
public interface Workers {

  /**
   * Keeps places for new accounts whose first attempts are in these services.
   *
   * @param most how many accounts at most
   */
  Places reserve(Collection<Id> services, int most);

  /**
   * Takes up work that was claimed for places, once its intent is durable. To be called once for
   * each {@link Places.Kept}, with nothing where nothing was written: places that are not needed
   * are given back.
   */
  void begin(Collection<Id> services, Places.Kept places, List<Work> works);

  /** What there is for a planner. */
  sealed interface Places {

    /**
     * Places.
     *
     * @param accounts how many accounts may be begun; at least 1
     * @param claim how long a claim on each of the services must stand
     */
    record Kept(int accounts, Duration claim) implements Places {}

    /** All places are taken. Whoever planned is woken when some are not any more. */
    record Taken() implements Places {}

    /** A service is not to be called now: intents are left due for when it is. */
    record NotNow() implements Places {}
  }
}
