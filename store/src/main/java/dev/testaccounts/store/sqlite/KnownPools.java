package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.store.sql.Terms;
import java.util.Map;
import java.util.Optional;

/**
 * What the pools that were asked for last say of their accounts, and in whose queues nobody stands:
 * every transaction with a lease in it asks that. Used by the writing thread.
 */
final class KnownPools {

  private static final int MOST = 256;

  private final Map<Id, Terms> terms = new Recent<>(MOST);
  private final Map<Id, Boolean> unawaited = new Recent<>(MOST);

  Optional<Terms> terms(Id pool) {
    return Optional.ofNullable(terms.get(pool));
  }

  void put(Id pool, Terms said) {
    terms.put(pool, said);
  }

  /** Whether it is known that nobody stands in a pool's queue. */
  boolean isUnawaited(Id pool) {
    return unawaited.containsKey(pool);
  }

  void unawaited(Id pool) {
    unawaited.put(pool, true);
  }

  /** Somebody stands in a pool's queue. Nobody says when that is over: it is asked again. */
  void queued(Id pool) {
    unawaited.remove(pool);
  }

  /** What pools say has changed. */
  void configured() {
    terms.clear();
  }

  void forget() {
    terms.clear();
    unawaited.clear();
  }
}
