package dev.testaccounts.connectors;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Connectors;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.ServiceHealth;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The connectors that speak HTTP. One client for each version of a service; a service that changed
 * gets a new one, and the old one is closed when the attempts that use it are over. Thread-safe.
 */
public final class HttpConnectors implements Connectors, AutoCloseable {

  private final Guard guard;
  private final SecretReferences references;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor deadlines;
  private final Map<Id, Current> current = new ConcurrentHashMap<>();

  /**
   * @param guard which hosts and addresses may be called
   * @param environment where {@code ${env:NAME}} is looked up
   * @param clock what a service's pauses are counted by
   */
  public HttpConnectors(Guard guard, Map<String, String> environment, InstantSource clock) {
    this.guard = guard;
    this.clock = clock;
    this.references = new SecretReferences(environment);
    this.deadlines =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("call-deadlines").factory());
    this.deadlines.setRemoveOnCancelPolicy(true);
  }

  private record Current(long version, ServiceHttp http, Connector connector) {}

  @Override
  public Set<String> recipes() {
    return Set.of(ServiceSpec.SIMPLE);
  }

  @Override
  public Optional<Connector> connector(TargetService service) {
    if (!recipes().contains(service.spec().recipe())) {
      return Optional.empty();
    }
    return Optional.of(current(service).connector());
  }

  /** What is known of a service is forgotten when it changes: whoever changed it looked at it. */
  @Override
  public ServiceHealth health(TargetService service) {
    return current(service).http().health();
  }

  private Current current(TargetService service) {
    Current found = current.get(service.id());
    return found == null || found.version() < service.version()
        ? current.compute(service.id(), (id, present) -> newest(present, service))
        : found;
  }

  private Current newest(@Nullable Current present, TargetService service) {
    if (present != null && present.version() >= service.version()) {
      return present;
    }
    if (present != null) {
      present.http().closeWhenUnused();
    }
    ServiceHttp http = new ServiceHttp(guard, service.spec(), deadlines, clock);
    return new Current(
        service.version(), http, new SimpleConnector(service.spec(), http, references));
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    current.values().forEach(each -> each.http().close());
  }
}
