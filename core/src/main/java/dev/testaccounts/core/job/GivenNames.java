package dev.testaccounts.core.job;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.Usernames;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.pool.PoolStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Tells the names that somebody gave from those that we made: nobody else has one with our random
 * digits, and a given one may be a person's. Thread-safe.
 */
final class GivenNames {

  private final PoolStore pools;

  /** Kept although a pool may change: a name by its new pattern then passes for a given one. */
  private final Map<Id, Predicate<String>> made = new ConcurrentHashMap<>();

  private final Predicate<String> standard = Usernames.shape(Usernames.STANDARD, "");

  GivenNames(PoolStore pools) {
    this.pools = pools;
  }

  boolean has(Account account) {
    Id pool = account.pool();
    Predicate<String> ours = pool == null ? standard : made.computeIfAbsent(pool, this::shape);
    return !ours.test(account.username());
  }

  private Predicate<String> shape(Id id) {
    return pools
        .pool(id)
        .filter(pool -> Usernames.isTelling(pool.spec().username()))
        .map(pool -> Usernames.shape(pool.spec().username(), pool.name()))
        .orElse(name -> false);
  }
}
