package dev.testaccounts.core.job;

import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.pool.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Port: those who attempt what is claimed, for a planner that claims what it writes. Then nothing
 * needs to be found and claimed once more before it is attempted, and a job is planned no faster
 * than it is worked on: what others want of the same services does not wait behind all of it.
 * Thread-safe.
 */
public interface Workers {

  /**
   * Keeps places for new accounts.
   *
   * @param most how many accounts at most
   */
  Places reserve(Route route, int most);

  /**
   * Takes up work that was claimed for places, once its intent is durable. To be called once for
   * each {@link Places.Kept}, with nothing where nothing was written: places that are not needed
   * are given back.
   */
  void begin(Places.Kept places, List<Work> works);

  /**
   * The services of an account that is made.
   *
   * @param first where it is made before it is anywhere else
   * @param later where it is made after that
   */
  record Route(List<Id> first, List<Id> later) {

    public Route {
      first = List.copyOf(first);
      later = List.copyOf(later);
    }

    /** That of the accounts of a pool. */
    static Route of(Pool pool) {
      int rank = pool.members().stream().mapToInt(Pool.Member::rank).min().orElse(0);
      Map<Boolean, List<Id>> isFirst =
          pool.members().stream()
              .collect(
                  Collectors.partitioningBy(
                      each -> each.rank() == rank,
                      Collectors.mapping(Pool.Member::service, Collectors.toList())));
      return new Route(
          isFirst.getOrDefault(true, List.of()), isFirst.getOrDefault(false, List.of()));
    }
  }

  /** What there is for a planner. */
  sealed interface Places {

    /**
     * Places: in the first services for what is begun now, and in the later ones for what follows.
     * One that is fast would else fill the line of a slow one behind it.
     *
     * @param accounts how many accounts may be begun; at least 1
     * @param claim how long a claim on each of the first services must stand
     * @param in in which services; later ones that are not to be called now are none of them
     */
    record Kept(int accounts, Duration claim, Route in) implements Places {}

    /** All places are taken. Whoever planned is woken when some are not any more. */
    record Taken() implements Places {}

    /** One of the first services is not to be called now: intents are left due for when it is. */
    record NotNow() implements Places {}
  }
}
