package dev.testaccounts.app;

import dev.testaccounts.core.account.Work;
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
   * @param ahead where a place is kept for it
   */
  private record Journey(int works, List<Id> ahead) {

    Journey with(int more) {
      return new Journey(works + more, ahead);
    }

    Journey without(List<Id> reached) {
      List<Id> left = new ArrayList<>(ahead);
      left.removeAll(reached);
      return new Journey(works, left);
    }
  }

  /**
   * Told before anything is begun.
   *
   * @param works what is begun
   * @param ahead services in which a place is kept for each of the accounts
   * @return how many accounts they are of
   */
  int begin(List<Work> works, List<Id> ahead) {
    Map<Id, Integer> accounts = new HashMap<>();
    works.forEach(work -> accounts.merge(work.account().id(), 1, Integer::sum));
    if (!ahead.isEmpty()) {
      accounts.forEach((account, begun) -> journeys.put(account, new Journey(begun, ahead)));
    }
    return accounts.size();
  }

  /**
   * Told after a report, whether or not it was taken, and once what follows has its own place.
   *
   * @param follow what became ready
   * @return the services in each of which the place that was kept is not needed any more
   */
  List<Id> reported(Id account, List<Work> follow) {
    List<Id> reached = follow.stream().map(each -> each.before().service()).toList();
    List<Id> needless = new ArrayList<>();
    journeys.computeIfPresent(
        account, (id, journey) -> further(journey, reached, follow.size() - 1, needless));
    return needless;
  }

  private static @Nullable Journey further(
      Journey before, List<Id> reached, int more, List<Id> needless) {
    Journey after = before.without(reached).with(more);
    boolean over = after.works() == 0;
    before.ahead().stream()
        .filter(service -> over || !after.ahead().contains(service))
        .forEach(needless::add);
    return over ? null : after;
  }
}
