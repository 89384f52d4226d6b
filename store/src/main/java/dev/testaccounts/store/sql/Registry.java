package dev.testaccounts.store.sql;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/**
 * All services, or all pools, in memory: every request asks for them, few requests change them, and
 * only this process has the file. Changed by the writing thread alone, right after each commit;
 * read by any thread.
 */
public final class Registry<T> implements Catalogue<T> {

  private record Key(String project, String name) {}

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::project).thenComparing(Key::name);

  private final Function<T, Id> id;
  private final Function<T, Key> key;
  private final Map<Id, T> byId = new ConcurrentHashMap<>();
  private final NavigableMap<Key, T> byName = new ConcurrentSkipListMap<>(ORDER);

  public static Registry<TargetService> ofServices(Session session) {
    return new Registry<>(
        TargetService::id, TargetService::project, TargetService::name, ServiceRows.all(session));
  }

  public static Registry<Pool> ofPools(Session session) {
    return new Registry<>(Pool::id, Pool::project, Pool::name, PoolRows.all(session));
  }

  private Registry(
      Function<T, Id> id,
      Function<T, String> project,
      Function<T, String> name,
      Collection<T> present) {
    this.id = id;
    this.key = thing -> new Key(project.apply(thing), name.apply(thing));
    present.forEach(this::put);
  }

  @Override
  public void put(T thing) {
    T before = byId.put(id.apply(thing), thing);
    byName.put(key.apply(thing), thing);
    if (before != null && !key.apply(before).equals(key.apply(thing))) {
      byName.remove(key.apply(before));
    }
  }

  @Override
  public void remove(T thing) {
    T before = byId.remove(id.apply(thing));
    if (before != null) {
      byName.remove(key.apply(before));
    }
  }

  @Override
  public Optional<T> find(Id wanted) {
    return Optional.ofNullable(byId.get(wanted));
  }

  @Override
  public Optional<T> find(String project, String name) {
    return Optional.ofNullable(byName.get(new Key(project, name)));
  }

  @Override
  public Collection<T> all() {
    return byName.values();
  }

  @Override
  public Page<T> page(String project, Page.Request request) {
    String after = request.after();
    return Pages.of(
        byName.tailMap(new Key(project, after == null ? "" : after), false).entrySet().stream()
            .takeWhile(entry -> entry.getKey().project().equals(project))
            .limit(Pages.asked(request))
            .map(Map.Entry::getValue)
            .toList(),
        request,
        thing -> key.apply(thing).name());
  }
}
