package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.kernel.Id;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts come next in the pools that are leased from: those that have been free the
 * longest, read together ahead of their turn. An account that changes leaves its place; one that
 * becomes free stands behind all of them, and is not here. Used by the writing thread.
 */
final class FreeAhead {

  /** How many are read together. */
  static final int MOST = 32;

  private static final int POOLS = 256;

  /** Since when each is free; the first is the next. */
  private final Map<Id, SequencedMap<Id, Instant>> pools = new Recent<>(POOLS);

  /** The next of a pool; empty where nobody knows. */
  Optional<Id> next(Id pool) {
    return Optional.ofNullable(pools.get(pool))
        .map(SequencedMap::firstEntry)
        .map(Map.Entry::getKey);
  }

  /** The first ones of a pool, in their order. */
  void put(Id pool, List<EnrolledAccount> first) {
    SequencedMap<Id, Instant> line = new LinkedHashMap<>();
    first.forEach(each -> line.put(each.account().id(), each.account().changedAt()));
    pools.put(pool, line);
  }

  /** An account is another now. */
  void changed(Account account) {
    Id pool = account.pool();
    SequencedMap<Id, Instant> line = pool == null ? null : pools.get(pool);
    if (line != null) {
      line.remove(account.id());
      if (account.state() == AccountState.FREE && !isBehind(line.lastEntry(), account)) {
        pools.remove(pool);
      }
    }
  }

  private static boolean isBehind(Map.@Nullable Entry<Id, Instant> last, Account account) {
    return last == null || last.getValue().isBefore(account.changedAt());
  }

  void forget() {
    pools.clear();
  }
}
