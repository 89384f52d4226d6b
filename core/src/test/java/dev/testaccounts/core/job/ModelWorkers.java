package dev.testaccounts.core.job;

import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.kernel.Id;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Workers that have as many places as they are told, and do nothing by themselves. */
final class ModelWorkers implements Workers {

  static final Duration CLAIM = Duration.ofSeconds(40);

  /** How many places are free. */
  int free;

  /** Whether the services may be called. */
  boolean callable;

  /** Services that have no place for anybody. */
  final Set<Id> full = new HashSet<>();

  /** Which services they were asked for. */
  final List<Route> asked = new ArrayList<>();

  /** What happens once places are kept, and before anything is written. */
  Runnable meanwhile = () -> {};

  /** What was begun. */
  final List<Work> begun = new ArrayList<>();

  @Override
  public Places reserve(Route route, int most) {
    asked.add(route);
    if (!callable) {
      return new Places.NotNow();
    }
    int kept = route.first().stream().anyMatch(full::contains) ? 0 : Math.min(free, most);
    free -= kept;
    meanwhile.run();
    return kept == 0 ? new Places.Taken() : new Places.Kept(kept, CLAIM, route);
  }

  @Override
  public void begin(Places.Kept places, List<Work> works) {
    begun.addAll(works);
    free += places.accounts() - works.size() / places.in().first().size();
  }
}
