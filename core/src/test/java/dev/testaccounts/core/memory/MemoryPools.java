package dev.testaccounts.core.memory;

import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolStore;
import dev.testaccounts.core.pool.Rotation;
import dev.testaccounts.core.service.ServiceStore.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Pools in memory. What the next write comes to can be ordered. */
public final class MemoryPools implements PoolStore {

  private final Map<Id, Pool> pools = new LinkedHashMap<>();
  public final List<Event> events = new ArrayList<>();
  private Optional<Write> ordered = Optional.empty();
  private ToIntFunction<Id> census = pool -> 0;

  /** The next write changes nothing and says this. */
  public void answerNext(Write write) {
    ordered = Optional.of(write);
  }

  public void countBy(ToIntFunction<Id> counting) {
    census = counting;
  }

  @Override
  public Optional<Pool> pool(String project, String name) {
    return pools.values().stream()
        .filter(each -> each.project().equals(project) && each.name().equals(name))
        .findFirst();
  }

  @Override
  public Optional<Pool> pool(Id id) {
    return Optional.ofNullable(pools.get(id));
  }

  @Override
  public Page<Pool> pools(String project, Page.Request page) {
    return new Page<>(
        pools.values().stream()
            .filter(each -> each.project().equals(project))
            .limit(page.limit())
            .toList(),
        null);
  }

  @Override
  public List<Pool> allPools() {
    return List.copyOf(pools.values());
  }

  @Override
  public int existing(Id pool) {
    return census.applyAsInt(pool);
  }

  private final Map<Id, Long> numbered = new LinkedHashMap<>();

  @Override
  public long numbers(Id pool, int count) {
    return numbered.merge(pool, (long) count, Long::sum);
  }

  /** How many accounts of a pool wait for their retirement. */
  public final Map<Id, Integer> overdue = new LinkedHashMap<>();

  /** Whose accounts were asked for, and when. */
  public final List<String> retired = new ArrayList<>();

  @Override
  public int retire(Pool pool, String actor, Instant now, int limit) {
    retired.add(pool.name() + " " + actor + " " + now);
    int chunk = Math.min(limit, overdue.getOrDefault(pool.id(), 0));
    overdue.merge(pool.id(), -chunk, Integer::sum);
    return chunk;
  }

  @Override
  public Write insert(Pool pool, Event event) {
    boolean taken = pool(pool.project(), pool.name()).isPresent();
    return write(taken ? Write.NAME_TAKEN : Write.DONE, pool, event);
  }

  @Override
  public Write update(Pool pool, Event event) {
    Pool present = pools.get(pool.id());
    boolean same = present != null && present.version() == pool.version() - 1;
    return write(same ? Write.DONE : Write.CHANGED, pool, event);
  }

  @Override
  public Write remove(Pool pool, Event event) {
    Write answer = write(Write.DONE, pool, event);
    if (answer == Write.DONE) {
      pools.remove(pool.id());
    }
    return answer;
  }

  /** Puts a pool in as it is: no checks, no event. */
  public void clear() {
    pools.clear();
  }

  public Pool put(Pool pool) {
    pools.put(pool.id(), pool);
    return pool;
  }

  /** The pool with another rotation from now on. */
  public Pool rotate(Pool pool, Rotation rotation) {
    return put(
        new Pool(
            pool.id(),
            pool.project(),
            pool.spec().with(rotation),
            pool.members(),
            pool.version() + 1,
            pool.createdAt()));
  }

  private Write write(Write usual, Pool pool, Event event) {
    Write answer = ordered.orElse(usual);
    ordered = Optional.empty();
    if (answer == Write.DONE) {
      pools.put(pool.id(), pool);
      events.add(event);
    }
    return answer;
  }
}
