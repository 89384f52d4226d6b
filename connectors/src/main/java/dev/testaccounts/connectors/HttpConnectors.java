package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.Declarations;
import dev.testaccounts.connectors.declaration.Recipes;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.service.Bundles;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Connectors;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.ServiceHealth;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connectors that speak HTTP, and those that leave the speaking to a bundle. One client for
 * each version of a service; a service that changed gets a new one, and the old one is closed when
 * the attempts that use it are over. Thread-safe.
 */
public final class HttpConnectors implements Connectors, AutoCloseable {

  private static final Set<String> RECIPES = all();

  private final Guard guard;
  private final SecretReferences references;
  private final InstantSource clock;
  private final Bundles bundles;
  private final ScheduledThreadPoolExecutor deadlines;
  private final Map<Id, Current> current = new ConcurrentHashMap<>();

  /** Without any bundle. */
  public HttpConnectors(Guard guard, Map<String, String> environment, InstantSource clock) {
    this(guard, environment, clock, Bundles.none());
  }

  /**
   * @param guard which hosts and addresses may be called
   * @param environment where {@code ${env:NAME}} is looked up
   * @param clock what a service's pauses are counted by
   * @param bundles what {@code connid} services are talked to by; closed with this
   */
  public HttpConnectors(
      Guard guard, Map<String, String> environment, InstantSource clock, Bundles bundles) {
    this.guard = guard;
    this.bundles = bundles;
    this.clock = clock;
    this.references = new SecretReferences(environment, clock);
    this.deadlines =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("call-deadlines").factory());
    this.deadlines.setRemoveOnCancelPolicy(true);
  }

  /**
   * A version of a service.
   *
   * @param files what its TLS was made of
   * @param claim how long an attempt may make calls
   */
  private record Current(
      long version,
      TlsFiles files,
      Duration claim,
      Channel channel,
      @Nullable Connector connector) {}

  @Override
  public Set<String> recipes() {
    return RECIPES;
  }

  private static Set<String> all() {
    Set<String> recipes = new HashSet<>(Recipes.names());
    recipes.addAll(
        Set.of(ServiceSpec.SIMPLE, Declarations.HTTP, Declarations.CONNID, Declarations.SCIM));
    return Set.copyOf(recipes);
  }

  @Override
  public Optional<Problem> problemWith(ServiceSpec spec) {
    return mistake(spec)
        .or(
            () ->
                spec.recipe().equals(Declarations.CONNID)
                    ? BundleConnectors.problemWith(spec, bundles)
                    : DeclaredConnectors.problemElsewhere(spec, guard));
  }

  @Override
  public Set<String> needs(ServiceSpec spec) {
    return DeclaredConnectors.needs(spec);
  }

  @Override
  public String place(ServiceSpec spec) {
    return Connectors.super.place(spec) + " " + Declarations.place(spec);
  }

  /**
   * What is wrong with what was said to a service's recipe, found without any connector; empty
   * where all is well, or where the recipe itself is unknown.
   */
  public static Optional<Problem> mistake(ServiceSpec spec) {
    if (spec.recipe().equals(Declarations.CONNID)) {
      return BundleConnectors.mistake(spec);
    }
    return RECIPES.contains(spec.recipe())
        ? DeclaredConnectors.problemWith(spec)
        : Optional.empty();
  }

  @Override
  public Optional<Connector> connector(TargetService service) {
    if (!recipes().contains(service.spec().recipe())) {
      return Optional.empty();
    }
    return Optional.ofNullable(current(service).connector());
  }

  /** What is known of a service is forgotten when it changes: whoever changed it looked at it. */
  @Override
  public ServiceHealth health(TargetService service) {
    return current(service).channel().health();
  }

  private Current current(TargetService service) {
    Current found = current.get(service.id());
    return found == null
            || found.version() < service.version()
            || found.files().haveChanged(clock.instant())
        ? current.compute(service.id(), (id, present) -> newest(present, service))
        : found;
  }

  private Current newest(@Nullable Current present, TargetService service) {
    if (present != null
        && (present.version() > service.version()
            || (present.version() == service.version() && !present.files().areOthers()))) {
      return present;
    }
    TlsFiles files = TlsFiles.of(service.spec(), clock.instant());
    Tls tls = Tls.of(service.spec());
    if (present != null) {
      // Half of a new pair is no reason to stop: the other half is about to be written.
      if (present.version() == service.version() && tls.problem().isPresent()) {
        return present;
      }
      closeWhenUnused(present);
    }
    return service.spec().recipe().equals(Declarations.CONNID)
        ? throughBundle(service, files, tls)
        : overHttp(service, files, tls);
  }

  /** Closes it once no attempt that began before now can still make a call. */
  private void closeWhenUnused(Current old) {
    ScheduledFuture<?> _ =
        deadlines.schedule(old.channel()::close, old.claim().toMillis(), TimeUnit.MILLISECONDS);
  }

  private Current throughBundle(TargetService service, TlsFiles files, Tls tls) {
    BundleCalls calls =
        new BundleCalls(guard, service.spec(), tls, bundles, references, deadlines, clock);
    return new Current(
        service.version(),
        files,
        service.spec().limits().claim(),
        calls,
        BundleConnectors.connector(service.spec(), bundles, calls).orElse(null));
  }

  private Current overHttp(TargetService service, TlsFiles files, Tls tls) {
    ServiceHttp http = new ServiceHttp(guard, service.spec(), tls, deadlines, clock);
    return new Current(
        service.version(),
        files,
        service.spec().limits().claim(),
        http,
        made(service.spec(), http));
  }

  private @Nullable Connector made(ServiceSpec spec, ServiceHttp http) {
    return switch (spec.recipe()) {
      case ServiceSpec.SIMPLE -> new SimpleConnector(spec, http, references);
      case Declarations.SCIM ->
          ScimConnectors.connector(spec, http, references, clock).orElse(null);
      default -> DeclaredConnectors.connector(spec, http, references, clock).orElse(null);
    };
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    current.values().forEach(each -> each.channel().close());
    references.close();
    bundles.close();
  }
}
