package dev.testaccounts.core.pool;

import dev.testaccounts.core.service.TargetService;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The order of a pool's services, by what they depend on. */
final class Ranks {

  private Ranks() {}

  /**
   * How many services of the pool must come before this one; a dependency outside the pool does not
   * count.
   */
  static int rank(String name, Map<String, TargetService> found) {
    return rank(name, found, new HashSet<>());
  }

  /** Two changes at once can write a circle that neither saw: it must not keep a pool from use. */
  private static int rank(String name, Map<String, TargetService> found, Set<String> above) {
    TargetService service = found.get(name);
    if (service == null || !above.add(name)) {
      return -1;
    }
    int rank =
        1
            + service.spec().dependsOn().stream()
                .mapToInt(dependency -> rank(dependency, found, above))
                .max()
                .orElse(-1);
    above.remove(name);
    return rank;
  }
}
