package dev.testaccounts.store.sql;

import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolStore;
import dev.testaccounts.core.pool.Rotation;
import dev.testaccounts.core.service.ServiceStore.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Pools: found in a catalogue, written to the database. */
final class SqlPools implements PoolStore {

  private static final String EXISTING = "SELECT existing FROM pool WHERE id = ?";

  private static final String REMOVE =
      "UPDATE pool SET removed_at = ? WHERE id = ? AND version = ? AND removed_at IS NULL";

  private static final String NUMBERS =
      "UPDATE pool SET numbered = numbered + ? WHERE id = ? RETURNING numbered";

  private final Writer writer;
  private final Reading readers;
  private final Catalogue<Pool> catalogue;

  SqlPools(Writer writer, Reading readers, Catalogue<Pool> catalogue) {
    this.writer = writer;
    this.readers = readers;
    this.catalogue = catalogue;
  }

  @Override
  public Optional<Pool> pool(String project, String name) {
    return catalogue.find(project, name);
  }

  @Override
  public Optional<Pool> pool(Id id) {
    return catalogue.find(id);
  }

  @Override
  public Page<Pool> pools(String project, Page.Request page) {
    return catalogue.page(project, page);
  }

  @Override
  public List<Pool> allPools() {
    return List.copyOf(catalogue.all());
  }

  @Override
  public int existing(Id pool) {
    return readers.read(session -> session.first(EXISTING, Row::count, pool)).orElse(0);
  }

  @Override
  public long numbers(Id pool, int count) {
    return writer
        .alone(Needs::nothing, session -> session.first(NUMBERS, Row::number, count, pool))
        .orElseThrow(() -> new IllegalArgumentException("there was never a pool " + pool));
  }

  /** Looks before it asks the writer: mostly there is nothing. */
  @Override
  public int retire(Pool pool, String actor, Instant now, int limit) {
    Rotation rotation = pool.spec().rotation();
    List<Id> overdue =
        readers.read(session -> Retirement.overdue(session, pool.id(), rotation, now, limit));
    return overdue.isEmpty()
        ? 0
        : writer.write(
            () -> Needs.accounts(overdue),
            session ->
                (int)
                    overdue.stream()
                        .filter(
                            id ->
                                Retirement.retireFree(
                                    session, id, rotation, actor, Codec.kept(now)))
                        .count());
  }

  @Override
  public Write insert(Pool pool, Event event) {
    return writer.write(
        () -> needs(pool),
        session -> {
          if (!PoolRows.servicesPresent(session, pool)) {
            return Write.CHANGED;
          }
          boolean inserted = PoolRows.insert(session, pool);
          if (inserted) {
            Trail.add(session, event);
          }
          return inserted ? Write.DONE : Write.NAME_TAKEN;
        },
        written -> put(written, pool));
  }

  @Override
  public Write update(Pool pool, Event event) {
    return writer.write(
        () -> needs(pool),
        session -> {
          boolean updated =
              PoolRows.servicesPresent(session, pool) && PoolRows.update(session, pool);
          if (updated) {
            Trail.add(session, event);
          }
          return updated ? Write.DONE : Write.CHANGED;
        },
        written -> put(written, pool));
  }

  @Override
  public Write remove(Pool pool, Event event) {
    return writer.write(
        () -> Needs.pool(pool.id()),
        session -> remove(session, pool, event),
        written -> {
          if (written == Write.DONE) {
            catalogue.remove(pool);
          }
        });
  }

  /** Its services must not be removed while it is written. */
  private static Needs needs(Pool pool) {
    return Needs.services(pool.members().stream().map(Pool.Member::service).toList());
  }

  private static Write remove(Session session, Pool pool, Event event) {
    if (Intents.existing(session, pool.id()).filter(accounts -> accounts > 0).isPresent()) {
      return Write.IN_USE;
    }
    if (session.update(REMOVE, event.at(), pool.id(), pool.version()) == 0) {
      return Write.CHANGED;
    }
    session.lookup().configured();
    Trail.add(session, event);
    return Write.DONE;
  }

  /** As it would be read back, whoever asks first. */
  private void put(Write written, Pool pool) {
    if (written == Write.DONE) {
      catalogue.put(
          new Pool(
              pool.id(),
              pool.project(),
              pool.spec(),
              pool.members(),
              pool.version(),
              Codec.kept(pool.createdAt()),
              pool.leaving()));
    }
  }
}
