package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.Id;
import java.util.LinkedHashMap;
import java.util.Map;

/** Those that were used last, in that order. Used by one thread. */
final class Recent<T> extends LinkedHashMap<Id, T> {

  private static final long serialVersionUID = 1L;

  private final int most;

  Recent(int most) {
    super(16, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<Id, T> eldest) {
    return size() > most;
  }
}
