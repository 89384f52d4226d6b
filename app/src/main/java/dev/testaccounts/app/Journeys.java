package dev.testaccounts.app;

import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.job.Workers.Route;
import dev.testaccounts.core.kernel.Id;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * New accounts on their way through several services, for each of which a place is kept in every
 * service that is still ahead of it. One that nobody here works on any more has none. Thread-safe.
 */
final class Journeys {

  private final Map<Id, Journey> journeys = new ConcurrentHashMap<>();

  /**
   * One account's.
   *
   * @param works how many of its works were begun, or follow from them, and are not reported yet
   * @param route all of it
   * @param ahead where a place is kept for it
   */
  private record Journey(int works, Route route, List<Id> ahead) {

    Journey with(int more) {
      return new Journey(works + more, route, ahead);
    }

    Journey without(List<Id> reached) {
      List<Id> left = new ArrayList<>(ahead);
      left.removeAll(reached);
      return new Journey(works, route, left);
    }
  }

  /**
   * A place that was kept and is not needed any more.
   *
   * @param by the account's route
   * @param reached whether the account is there; it may have been held up on its way for good
   */
  record Place(Id service, Route by, boolean reached) {}

  /**
   * Told before anything is begun.
   *
   * @param works what is begun
   * @param route in whose later services a place is kept for each of the accounts
   * @return how many accounts they are of
   */
  int begin(List<Work> works, Route route) {
    Map<Id, Integer> accounts = new HashMap<>();
    works.forEach(work -> accounts.merge(work.account().id(), 1, Integer::sum));
    if (!route.later().isEmpty()) {
      accounts.forEach(
          (account, begun) -> journeys.put(account, new Journey(begun, route, route.later())));
    }
    return accounts.size();
  }

  /**
   * Told after a report, whether or not it was taken, and once what follows has its own place.
   *
   * @param follow what became ready
   */
  List<Place> reported(Id account, List<Work> follow) {
    List<Id> reached = follow.stream().map(each -> each.before().service()).toList();
    List<Place> needless = new ArrayList<>();
    journeys.computeIfPresent(
        account, (id, journey) -> further(journey, reached, follow.size() - 1, needless));
    return needless;
  }

  private static @Nullable Journey further(
      Journey before, List<Id> reached, int more, List<Place> needless) {
    Journey after = before.without(reached).with(more);
    boolean over = after.works() == 0;
    before.ahead().stream()
        .filter(service -> over || !after.ahead().contains(service))
        .map(service -> new Place(service, before.route(), reached.contains(service)))
        .forEach(needless::add);
    return over ? null : after;
  }
}
