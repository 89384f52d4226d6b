package dev.testaccounts.core.lease;

import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.kernel.Id;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which account each of several gets, so that everybody has one that fits. A matching in a
 * bipartite graph by augmenting paths (Kuhn, 1955): giving each the first that fits would leave
 * some without one although there are enough. As many candidates as are wanted in all, for each
 * filter, say as much as all that there are: of so many, the others cannot have all.
 */
public final class Allotment {

  private final List<AccountFilter> wanted;
  private final Map<AccountFilter, List<EnrolledAccount>> candidates = new HashMap<>();
  private final Map<Id, Integer> owners = new HashMap<>();
  private final List<EnrolledAccount> given = new ArrayList<>();

  private Allotment(List<AccountFilter> wanted) {
    this.wanted = wanted;
  }

  /**
   * An account for each, in their order; empty where they cannot all have one.
   *
   * @param free at least as many free accounts as are wanted that a filter lets through, the ones
   *     to be given first in front; or all of them. Asked once for each filter
   */
  public static Optional<List<EnrolledAccount>> of(
      List<AccountFilter> wanted, Function<AccountFilter, List<EnrolledAccount>> free) {
    Allotment allotment = new Allotment(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      allotment.candidates.computeIfAbsent(wanted.get(i), free);
      if (!allotment.give(i, new HashSet<>())) {
        return Optional.empty();
      }
    }
    return Optional.of(Collections.unmodifiableList(allotment.given));
  }

  /** Gives somebody the first that nobody has; or one of who can do with another one. */
  private boolean give(int to, Set<Id> tried) {
    List<EnrolledAccount> fitting = candidates.getOrDefault(wanted.get(to), List.of());
    return fitting.stream().anyMatch(each -> !owners.containsKey(id(each)) && put(each, to))
        || fitting.stream()
            .anyMatch(each -> tried.add(id(each)) && givesWay(each, tried) && put(each, to));
  }

  private boolean givesWay(EnrolledAccount account, Set<Id> tried) {
    return give(Objects.requireNonNull(owners.get(id(account))), tried);
  }

  private boolean put(EnrolledAccount account, int to) {
    owners.put(id(account), to);
    if (to == given.size()) {
      given.add(account);
    } else {
      given.set(to, account);
    }
    return true;
  }

  private static Id id(EnrolledAccount account) {
    return account.account().id();
  }
}
