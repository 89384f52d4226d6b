package dev.testaccounts.core.pool;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.Usernames;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.service.Connectors;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.core.service.TargetService;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Use cases: register, change, look up and remove pools. Thread-safe. */
public final class Pools {

  private final PoolStore store;
  private final ServiceStore services;
  private final Connectors connectors;
  private final Ids ids;
  private final Fakes fakes;
  private final EmailDomains emails;
  private final InstantSource clock;

  public Pools(
      PoolStore store,
      ServiceStore services,
      Connectors connectors,
      Ids ids,
      Fakes fakes,
      EmailDomains emails,
      InstantSource clock) {
    this.store = store;
    this.services = services;
    this.connectors = connectors;
    this.ids = ids;
    this.fakes = fakes;
    this.emails = emails;
    this.clock = clock;
  }

  public Result<Pool> register(Principal principal, PoolSpec spec) {
    return register(principal, spec, ids.next(clock.instant()));
  }

  /**
   * Registers a pool under an id by which the same request finds it again, should its answer be
   * lost: what was registered under it stays as it is.
   */
  public Result<Pool> register(Principal principal, PoolSpec spec, Id id) {
    Optional<Pool> before =
        store.pool(id).filter(each -> each.project().equals(principal.project()));
    if (before.isPresent()) {
      return Result.ok(before.get());
    }
    Optional<Problem> problem = problemWith(spec, said(principal, List.of()));
    if (problem.isPresent()) {
      return Result.refused(problem.get());
    }
    return members(principal, spec).then(members -> insert(principal, spec, members, id));
  }

  private Result<Pool> insert(
      Principal principal, PoolSpec spec, List<Pool.Member> members, Id id) {
    Instant now = clock.instant();
    Pool pool = new Pool(id, principal.project(), spec, members, 1, now);
    return switch (store.insert(pool, event(principal, Event.Kind.POOL_REGISTERED, pool))) {
      case DONE -> Result.ok(pool);
      case NAME_TAKEN, CHANGED, IN_USE ->
          refusedConflict("name-taken", "there is a pool named '" + spec.name() + "' already");
    };
  }

  /**
   * Replaces what was said about a pool. Accounts that there are already stay as they are.
   *
   * @param expectedVersion the version the caller saw; empty to replace whatever is there
   */
  public Result<Pool> change(Principal principal, PoolSpec spec, OptionalLong expectedVersion) {
    Optional<Problem> problem = problemWith(spec, said(principal, List.of()));
    if (problem.isPresent()) {
      return Result.refused(problem.get());
    }
    return pool(principal, spec.name())
        .then(
            present ->
                members(principal, spec)
                    .then(members -> replace(principal, present, spec, members, expectedVersion)));
  }

  /**
   * The first thing that is wrong with each of several pools which are to be there together, in
   * their places; empty where all is well. Nothing is registered.
   *
   * @param with services as they are to be by then
   */
  public List<Optional<Problem>> problemsWith(
      Principal principal, List<PoolSpec> together, List<ServiceSpec> with) {
    List<PoolSpec> said = said(principal, together);
    Map<String, ServiceSpec> coming =
        with.stream()
            .collect(Collectors.toMap(ServiceSpec::name, each -> each, (one, other) -> one));
    return together.stream()
        .map(
            spec ->
                problemWith(spec, said)
                    .or(
                        () ->
                            problemWithServices(
                                spec,
                                name ->
                                    Optional.ofNullable(coming.get(name))
                                        .or(() -> present(principal, name)))))
        .toList();
  }

  private Optional<ServiceSpec> present(Principal principal, String name) {
    return services.service(principal.project(), name).map(TargetService::spec);
  }

  /** A service that is not there, or cannot do without one that the accounts are not in. */
  private Optional<Problem> problemWithServices(
      PoolSpec pool, Function<String, Optional<ServiceSpec>> known) {
    for (String name : pool.services()) {
      Optional<ServiceSpec> service = known.apply(name);
      if (service.isEmpty()) {
        return Optional.of(noService(name));
      }
      Optional<String> missing =
          connectors.needs(service.get()).stream()
              .filter(each -> !pool.services().contains(each))
              .sorted()
              .findFirst();
      if (missing.isPresent()) {
        return Optional.of(
            new Problem.Invalid(
                "invalid-request",
                "services: expected '%s', too: '%s' is told what an account is called there"
                    .formatted(missing.get(), name)));
      }
    }
    return Optional.empty();
  }

  /** All pools of a project, once these are as they are to be. */
  private List<PoolSpec> said(Principal principal, List<PoolSpec> together) {
    Set<String> names = together.stream().map(PoolSpec::name).collect(Collectors.toSet());
    return Stream.concat(
            together.stream(),
            store.allPools().stream()
                .filter(each -> each.project().equals(principal.project()))
                .filter(each -> !names.contains(each.name()))
                .map(Pool::spec))
        .toList();
  }

  /**
   * Why accounts may not have attributes of their own; empty where they may.
   *
   * @param where what the problem's detail begins with
   */
  public Optional<Problem> problemWith(String where, Map<String, String> attributes) {
    return Optional.ofNullable(attributes.get(AccountDrafts.EMAIL))
        .flatMap(email -> emails.check(where + "." + AccountDrafts.EMAIL, email));
  }

  private Optional<Problem> problemWith(PoolSpec spec, List<PoolSpec> said) {
    return PoolRules.problemWith(spec, fakes, emails).or(() -> sameNumbers(spec, said));
  }

  /** Two pools that count alike would find each other's names taken. */
  private static Optional<Problem> sameNumbers(PoolSpec spec, List<PoolSpec> said) {
    String pattern = spec.username();
    return !pattern.contains(Usernames.NUMBER)
            || pattern.contains("{pool}")
            || Usernames.isTelling(pattern)
        ? Optional.empty()
        : said.stream()
            .filter(each -> !each.name().equals(spec.name()))
            .filter(each -> each.username().equals(pattern))
            .findFirst()
            .map(
                each ->
                    new Problem.Invalid(
                        "invalid-request",
                        "username: expected names of its own, got '%s', by which pool '%s' counts, too; put {pool} into it"
                            .formatted(pattern, each.name())));
  }

  private Result<Pool> replace(
      Principal principal,
      Pool present,
      PoolSpec spec,
      List<Pool.Member> members,
      OptionalLong expectedVersion) {
    if (expectedVersion.isPresent() && expectedVersion.getAsLong() != present.version()) {
      return changedMeanwhile(spec.name());
    }
    Pool next =
        new Pool(
            present.id(),
            present.project(),
            spec,
            members,
            present.version() + 1,
            present.createdAt(),
            present.leaving() && spec.rotation().draining());
    return switch (store.update(next, event(principal, Event.Kind.POOL_CHANGED, next))) {
      case DONE -> Result.ok(next);
      case NAME_TAKEN, CHANGED, IN_USE -> changedMeanwhile(spec.name());
    };
  }

  public Result<Pool> remove(Principal principal, String name) {
    return pool(principal, name)
        .then(
            present ->
                switch (store.remove(present, event(principal, Event.Kind.POOL_REMOVED, present))) {
                  case DONE -> Result.ok(present);
                  case IN_USE ->
                      refusedConflict(
                          "in-use",
                          "pool '"
                              + name
                              + "' still has "
                              + store.existing(present.id())
                              + " accounts; drain it (draining: true) or clean it up first");
                  case NAME_TAKEN, CHANGED -> changedMeanwhile(name);
                });
  }

  /**
   * Drains a pool, and has it removed once it has no accounts any more. What is leased goes when
   * its lease ends; what is quarantined or held waits for somebody who decides. To change it to one
   * that is not draining keeps it.
   */
  public Result<Pool> drain(Principal principal, String name) {
    return pool(principal, name)
        .then(present -> present.leaving() ? Result.ok(present) : drain(principal, present));
  }

  private Result<Pool> drain(Principal principal, Pool present) {
    Pool next =
        new Pool(
            present.id(),
            present.project(),
            present.spec().with(present.spec().rotation().drained()),
            present.members(),
            present.version() + 1,
            present.createdAt(),
            true);
    return switch (store.update(next, event(principal, Event.Kind.POOL_CHANGED, next))) {
      case DONE -> Result.ok(next);
      case NAME_TAKEN, CHANGED, IN_USE -> changedMeanwhile(present.name());
    };
  }

  public Result<Pool> pool(Principal principal, String name) {
    return store
        .pool(principal.project(), name)
        .map(Result::ok)
        .orElseGet(
            () ->
                Result.refused(
                    new Problem.NotFound("no-such-pool", "there is no pool named '" + name + "'")));
  }

  /** The first by name whose accounts are in a service. */
  public Optional<Pool> firstIn(Principal principal, Id service) {
    return store.allPools().stream()
        .filter(pool -> pool.project().equals(principal.project()) && pool.isIn(service))
        .min(Comparator.comparing(Pool::name));
  }

  /** A service in the order of those that an account must be in. */
  public record Stop(TargetService service, int rank) {
    public Pool.Member member() {
      return new Pool.Member(service.id(), rank);
    }
  }

  /**
   * Where an account must be to be in a service, in this order: in what it depends on, in what that
   * depends on, and in the service itself.
   *
   * @param like the pool whose services alone count; null for all
   */
  public List<Stop> upTo(TargetService service, @Nullable Pool like) {
    Map<String, TargetService> found = new LinkedHashMap<>();
    Deque<TargetService> next = new ArrayDeque<>(List.of(service));
    while (!next.isEmpty()) {
      TargetService each = next.removeFirst();
      if (found.putIfAbsent(each.name(), each) == null) {
        each.spec().dependsOn().stream()
            .flatMap(name -> services.service(service.project(), name).stream())
            .filter(before -> like == null || like.isIn(before.id()))
            .forEach(next::add);
      }
    }
    return found.values().stream()
        .map(each -> new Stop(each, Ranks.rank(each.name(), found)))
        .sorted(Comparator.comparingInt(Stop::rank))
        .toList();
  }

  /** A pool that hands accounts out and gets new ones. */
  public Result<Pool> open(Principal principal, String name) {
    return pool(principal, name)
        .then(
            pool ->
                pool.spec().rotation().draining()
                    ? refusedConflict(
                        "pool-draining",
                        "pool '" + name + "' is being drained: it hands out and gets nothing new")
                    : Result.ok(pool));
  }

  /** The pool of an account or a lease. */
  public Result<Pool> byId(Id id) {
    return store
        .pool(id)
        .map(Result::ok)
        .orElseGet(
            () -> Result.refused(new Problem.NotFound("no-such-pool", "the pool was removed")));
  }

  public Page<Pool> pools(Principal principal, Page.Request page) {
    return store.pools(principal.project(), page);
  }

  private static Problem noService(String name) {
    return new Problem.Invalid(
        "no-such-service", "services: there is no service named '" + name + "'");
  }

  private Result<List<Pool.Member>> members(Principal principal, PoolSpec spec) {
    Map<String, TargetService> found = new LinkedHashMap<>();
    for (String name : spec.services()) {
      services.service(principal.project(), name).ifPresent(each -> found.put(name, each));
    }
    Optional<Problem> problem =
        problemWithServices(
            spec, name -> Optional.ofNullable(found.get(name)).map(TargetService::spec));
    return problem
        .map(Result::<List<Pool.Member>>refused)
        .orElseGet(
            () ->
                Result.ok(
                    found.values().stream()
                        .map(each -> new Pool.Member(each.id(), Ranks.rank(each.name(), found)))
                        .toList()));
  }

  private Event event(Principal principal, Event.Kind kind, Pool pool) {
    return new Event(
        principal.project(),
        clock.instant(),
        principal.name(),
        kind,
        null,
        null,
        null,
        Map.of("pool", pool.name()));
  }

  private static Result<Pool> changedMeanwhile(String name) {
    return refusedConflict(
        "changed-meanwhile", "pool '" + name + "' was changed or removed since it was read");
  }

  private static Result<Pool> refusedConflict(String code, String detail) {
    return Result.refused(new Problem.Conflict(code, detail));
  }
}
