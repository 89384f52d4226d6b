package dev.testaccounts.store.postgres;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.store.sql.Catalogue;
import dev.testaccounts.store.sql.Reading;
import dev.testaccounts.store.sql.Registry;
import dev.testaccounts.store.sql.Session;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Services or pools in memory, used only after the database has said that they are still what is
 * committed: any replica may have changed them. What it says is small: how many there are, how many
 * were removed, and how often any was changed. Each of these only grows. Thread-safe.
 */
final class FreshCatalogue<T> implements Catalogue<T> {

  private record Mark(long rows, long removed, long versions) {}

  private record Loaded<T>(Mark mark, Registry<T> registry) {}

  private final Reading readers;
  private final String marks;
  private final Function<Session, Registry<T>> load;
  private volatile @Nullable Loaded<T> loaded;

  /**
   * @param table whose rows they are
   */
  FreshCatalogue(Reading readers, String table, Function<Session, Registry<T>> load) {
    this.readers = readers;
    this.marks =
        "SELECT count(*), count(removed_at), coalesce(sum(version), 0)::bigint FROM " + table;
    this.load = load;
  }

  private Registry<T> fresh() {
    return readers.read(this::fresh);
  }

  /** The mark is taken first: what is loaded may be newer than it, and is loaded again then. */
  private Registry<T> fresh(Session session) {
    Mark mark =
        session
            .first(marks, row -> new Mark(row.number(), row.number(), row.number()))
            .orElseThrow();
    Loaded<T> present = loaded;
    if (present == null || !present.mark().equals(mark)) {
      present = new Loaded<>(mark, load.apply(session));
      loaded = present;
    }
    return present.registry();
  }

  @Override
  public Optional<T> find(Id wanted) {
    return fresh().find(wanted);
  }

  @Override
  public Optional<T> find(String project, String name) {
    return fresh().find(project, name);
  }

  @Override
  public Collection<T> all() {
    return fresh().all();
  }

  @Override
  public Page<T> page(String project, Page.Request request) {
    return fresh().page(project, request);
  }

  /** The next look will find it. */
  @Override
  public void put(T thing) {}

  @Override
  public void remove(T thing) {}
}
