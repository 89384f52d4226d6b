package dev.testaccounts.store.sql;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import java.util.Collection;
import java.util.Optional;

/** All services, or all pools, as they are committed. Thread-safe. */
public interface Catalogue<T> {

  Optional<T> find(Id wanted);

  Optional<T> find(String project, String name);

  /** All of them, by project and name. */
  Collection<T> all();

  /** Those of one project, by name. The cursor is the last name. */
  Page<T> page(String project, Page.Request request);

  /** Told of what this process has just committed. */
  void put(T thing);

  /** Told of what this process has just removed. */
  void remove(T thing);
}
