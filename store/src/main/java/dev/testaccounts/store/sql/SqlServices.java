package dev.testaccounts.store.sql;

import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.core.service.TargetService;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Services: found in a catalogue, written to the database. */
final class SqlServices implements ServiceStore {

  private static final String IN_USE =
      """
      SELECT 1 WHERE EXISTS (
        SELECT 1 FROM pool_member m JOIN pool p ON p.id = m.pool_id
        WHERE m.service_id = ? AND p.removed_at IS NULL)
      OR EXISTS (
        SELECT 1 FROM enrollment e JOIN account a ON a.id = e.account_id
        WHERE e.service_id = ? AND a.state <> 'DELETED')""";

  /** One whose create is under way may be there. */
  private static final String HOLDS =
      """
      SELECT 1 WHERE EXISTS (
        SELECT 1 FROM enrollment e JOIN account a ON a.id = e.account_id
        WHERE e.service_id = ? AND a.state <> 'DELETED'
          AND e.observed IN ('PRESENT', 'UNKNOWN'))""";

  private static final String REMOVE =
      "UPDATE service SET removed_at = ? WHERE id = ? AND version = ? AND removed_at IS NULL";

  private final Writer writer;
  private final Catalogue<TargetService> catalogue;

  SqlServices(Writer writer, Catalogue<TargetService> catalogue) {
    this.writer = writer;
    this.catalogue = catalogue;
  }

  @Override
  public Optional<TargetService> service(String project, String name) {
    return catalogue.find(project, name);
  }

  @Override
  public Optional<TargetService> service(Id id) {
    return catalogue.find(id);
  }

  @Override
  public Optional<TargetService> serviceAt(String project, URI url, String recipe) {
    return catalogue.all().stream()
        .filter(
            each ->
                each.spec().url().equals(url)
                    && each.project().equals(project)
                    && each.spec().recipe().equals(recipe))
        .min(Comparator.comparing(TargetService::createdAt).thenComparing(TargetService::id));
  }

  @Override
  public Page<TargetService> services(String project, Page.Request page) {
    return catalogue.page(project, page);
  }

  @Override
  public List<TargetService> all() {
    return List.copyOf(catalogue.all());
  }

  @Override
  public Write insert(TargetService service, Event event) {
    return writer.write(
        Needs::nothing,
        session -> {
          boolean inserted = ServiceRows.insert(session, service);
          if (inserted) {
            Trail.add(session, event);
          }
          return inserted ? Write.DONE : Write.NAME_TAKEN;
        },
        written -> put(written, service));
  }

  @Override
  public Write update(TargetService service, Event event) {
    return writer.write(
        Needs::nothing,
        session -> update(session, service, event),
        written -> put(written, service));
  }

  @Override
  public Write move(TargetService service, Event event) {
    return writer.write(
        () -> Needs.removing(service.id()),
        session ->
            session.any(HOLDS, service.id()) ? Write.IN_USE : update(session, service, event),
        written -> put(written, service));
  }

  private static Write update(Session session, TargetService service, Event event) {
    boolean updated = ServiceRows.update(session, service);
    if (updated) {
      Trail.add(session, event);
    }
    return updated ? Write.DONE : Write.CHANGED;
  }

  @Override
  public Write remove(TargetService service, Event event) {
    return writer.write(
        () -> Needs.removing(service.id()),
        session -> remove(session, service, event),
        written -> {
          if (written == Write.DONE) {
            catalogue.remove(service);
          }
        });
  }

  private static Write remove(Session session, TargetService service, Event event) {
    if (session.any(IN_USE, service.id(), service.id())) {
      return Write.IN_USE;
    }
    if (session.update(REMOVE, event.at(), service.id(), service.version()) == 0) {
      return Write.CHANGED;
    }
    session.lookup().configured();
    Trail.add(session, event);
    return Write.DONE;
  }

  /** As it would be read back, whoever asks first. */
  private void put(Write written, TargetService service) {
    if (written == Write.DONE) {
      catalogue.put(
          new TargetService(
              service.id(),
              service.project(),
              service.spec(),
              service.version(),
              Codec.kept(service.createdAt())));
    }
  }
}
