package dev.testaccounts.core.service;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.kernel.Name;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Use cases: register, change, look up and remove services. Thread-safe. */
public final class Services {

  private final ServiceStore store;
  private final Connectors connectors;
  private final ServiceRules rules;
  private final Ids ids;
  private final InstantSource clock;

  public Services(
      ServiceStore store, Connectors connectors, Guard guard, Ids ids, InstantSource clock) {
    this.store = store;
    this.connectors = connectors;
    this.rules = new ServiceRules(store, connectors, guard);
    this.ids = ids;
    this.clock = clock;
  }

  public Result<TargetService> register(Principal principal, ServiceSpec spec) {
    return register(principal, spec, ids.next(clock.instant()));
  }

  /**
   * Registers a service under an id by which the same request finds it again, should its answer be
   * lost: what was registered under it stays as it is.
   */
  public Result<TargetService> register(Principal principal, ServiceSpec spec, Id id) {
    Optional<TargetService> before =
        store.service(id).filter(each -> each.project().equals(principal.project()));
    return before.isPresent() ? Result.ok(before.get()) : insert(principal, spec, id);
  }

  /**
   * The first thing that is wrong with each of several services which are to be there together, in
   * their places; empty where all is well. Nothing is registered.
   */
  public List<Optional<Problem>> problemsWith(Principal principal, List<ServiceSpec> together) {
    return rules.problemsWith(principal, together);
  }

  /** The same services, each after all that it depends on. */
  public List<ServiceSpec> inOrder(Principal principal, List<ServiceSpec> together) {
    return rules.dependencies(principal, together).inOrder(together);
  }

  private Result<TargetService> insert(Principal principal, ServiceSpec spec, Id id) {
    Optional<Problem> problem = rules.problemWith(principal, spec);
    if (problem.isPresent()) {
      return Result.refused(problem.get());
    }
    TargetService service = new TargetService(id, principal.project(), spec, 1, clock.instant());
    return switch (store.insert(
        service, event(principal, Event.Kind.SERVICE_REGISTERED, service))) {
      case DONE -> Result.ok(service);
      case NAME_TAKEN, CHANGED, IN_USE -> Result.refused(nameTaken(spec.name()));
    };
  }

  /**
   * Replaces what was said about a service. Another address, or another part of it (a realm), is
   * another place, which has none of the accounts of ours: while there are any, it is refused,
   * unless the service moved with them.
   *
   * @param movedFrom where the service was before it moved with all that it has; null where it did
   *     not
   * @param expectedVersion the version the caller saw; empty to replace whatever is there
   */
  public Result<TargetService> change(
      Principal principal,
      ServiceSpec spec,
      @Nullable URI movedFrom,
      OptionalLong expectedVersion) {
    Optional<Problem> problem = rules.problemWith(principal, spec);
    if (problem.isPresent()) {
      return Result.refused(problem.get());
    }
    return service(principal, spec.name())
        .then(present -> replace(principal, present, spec, movedFrom, expectedVersion));
  }

  private Result<TargetService> replace(
      Principal principal,
      TargetService present,
      ServiceSpec spec,
      @Nullable URI movedFrom,
      OptionalLong expectedVersion) {
    if (expectedVersion.isPresent() && expectedVersion.getAsLong() != present.version()) {
      return Result.refused(changedMeanwhile(spec.name()));
    }
    TargetService next =
        new TargetService(
            present.id(), present.project(), spec, present.version() + 1, present.createdAt());
    URI here = present.spec().url();
    Event event = event(principal, Event.Kind.SERVICE_CHANGED, next);
    boolean same =
        connectors.place(present.spec()).equals(connectors.place(spec))
            || (movedFrom != null && here.equals(ServiceSpec.base(movedFrom)));
    return switch (same ? store.update(next, event) : store.move(next, event)) {
      case DONE -> Result.ok(next);
      case IN_USE -> Result.refused(holdsAccounts(present, spec.url()));
      case NAME_TAKEN, CHANGED -> Result.refused(changedMeanwhile(spec.name()));
    };
  }

  public Result<TargetService> remove(Principal principal, String name) {
    return service(principal, name)
        .then(
            present ->
                switch (store.remove(
                    present, event(principal, Event.Kind.SERVICE_REMOVED, present))) {
                  case DONE -> Result.ok(present);
                  case IN_USE -> Result.refused(inUse(name));
                  case NAME_TAKEN, CHANGED -> Result.refused(changedMeanwhile(name));
                });
  }

  public Result<TargetService> service(Principal principal, String name) {
    return store
        .service(principal.project(), name)
        .map(Result::ok)
        .orElseGet(() -> Result.refused(unknown(name)));
  }

  public Page<TargetService> services(Principal principal, Page.Request page) {
    return store.services(principal.project(), page);
  }

  /** The request that an operation of a service would send, with every secret masked. */
  public Result<ShownRequest> request(Principal principal, String name, String operation) {
    return service(principal, name)
        .then(
            service ->
                connectors
                    .connector(service)
                    .flatMap(connector -> connector.shown(operation))
                    .map(Result::ok)
                    .orElseGet(() -> Result.refused(noOperation(service, operation))));
  }

  private Problem noOperation(TargetService service, String operation) {
    boolean shows = connectors.connector(service).flatMap(each -> each.shown("create")).isPresent();
    String others = shows ? "" : "; its connector sends none that could be shown";
    String why =
        service.spec().recipe().equals(ServiceSpec.SIMPLE)
            ? "; the recipe simple declares none, its two requests are always the same"
            : others;
    return new Problem.Invalid(
        "invalid-request",
        "operation: expected one that service '%s' declares, got '%s'%s"
            .formatted(service.name(), Name.abridged(operation), why));
  }

  /** How a service does, as far as this process has seen. */
  public ServiceHealth health(TargetService service) {
    return connectors.health(service);
  }

  private Event event(Principal principal, Event.Kind kind, TargetService service) {
    return new Event(
        principal.project(),
        clock.instant(),
        principal.name(),
        kind,
        null,
        null,
        null,
        Map.of("service", service.name(), "url", service.spec().url().toString()));
  }

  private static Problem unknown(String name) {
    return new Problem.NotFound("no-such-service", "there is no service named '" + name + "'");
  }

  private static Problem nameTaken(String name) {
    return new Problem.Conflict("name-taken", "there is a service named '" + name + "' already");
  }

  private static Problem holdsAccounts(TargetService service, URI next) {
    URI here = service.spec().url();
    String field = here.equals(next) ? "connector" : "url";
    String where = here.equals(next) ? "in another place at " + here : "at " + here;
    return new Problem.Conflict(
        "in-use",
        "%s: service '%s' still holds accounts %s, and would lose them; delete them first, or, if it moved with them, say movedFrom: %s"
            .formatted(field, service.name(), where, here));
  }

  private static Problem inUse(String name) {
    return new Problem.Conflict(
        "in-use", "service '" + name + "' is used by a pool or still holds accounts");
  }

  private static Problem changedMeanwhile(String name) {
    return new Problem.Conflict(
        "changed-meanwhile", "service '" + name + "' was changed or removed since it was read");
  }
}
