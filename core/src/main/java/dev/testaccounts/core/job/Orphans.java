package dev.testaccounts.core.job;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.AccountStore.Filter;
import dev.testaccounts.core.account.Desired;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Usernames;
import dev.testaccounts.core.job.Recognition.Seen;
import dev.testaccounts.core.job.Recognition.Standing;
import dev.testaccounts.core.job.Sweep.Action;
import dev.testaccounts.core.job.Sweep.Fate;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.Pools;
import dev.testaccounts.core.secret.SecretBox;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Connectors;
import dev.testaccounts.core.service.Listing.Listed;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Use case: finds where a service and the ledger differ, and on demand makes them agree. Only names
 * that a pool's pattern or the standard one can make are ever looked at. The service is asked first
 * and the ledger afterwards: an account is on record before it is created, so that one being
 * created is always known. Thread-safe.
 */
public final class Orphans {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final ServiceStore services;
  private final Connectors connectors;
  private final Pools pools;
  private final AccountStore accounts;
  private final SecretBox box;
  private final Removal removal;
  private final DeletionCap cap;
  private final InstantSource clock;

  /**
   * @param wake called when there is new work for the reconciler
   */
  public Orphans(
      ServiceStore services,
      Connectors connectors,
      Pools pools,
      AccountStore accounts,
      AccountDrafts drafts,
      SecretBox box,
      JobStore jobs,
      DeletionCap cap,
      InstantSource clock,
      Runnable wake) {
    this.services = services;
    this.connectors = connectors;
    this.pools = pools;
    this.accounts = accounts;
    this.box = box;
    this.removal = new Removal(jobs, drafts, cap, clock, wake);
    this.cap = cap;
    this.clock = clock;
  }

  /**
   * Compares, and does what is asked.
   *
   * @param olderThan what changed here since then is left alone
   */
  public Result<Sweep> sweep(Principal principal, String name, Action action, Duration olderThan) {
    Optional<TargetService> service = services.service(principal.project(), name);
    if (service.isEmpty()) {
      return Result.refused(
          new Problem.NotFound("no-such-service", "there is no service named '" + name + "'"));
    }
    if (service.get().inMaintenance()) {
      return Result.refused(
          conflict("service-in-maintenance", "service '" + name + "' is in maintenance"));
    }
    return connectors
        .connector(service.get())
        .filter(known -> known.capabilities().contains(Capability.LIST))
        .map(connector -> sweep(principal, service.get(), connector, action, olderThan))
        .orElseGet(
            () ->
                Result.refused(conflict("cannot-list", "service '" + name + "' declares no list")));
  }

  private static Problem conflict(String code, String detail) {
    return new Problem.Conflict(code, detail);
  }

  private Result<Sweep> sweep(
      Principal principal,
      TargetService service,
      Connector connector,
      Action action,
      Duration olderThan) {
    Instant end = clock.instant().plus(LONGEST);
    Instant before = clock.instant().minus(olderThan);
    Presence presence = new Presence(service, connector, services, box, clock, end);
    return Roll.read(service.name(), connector, clock, end)
        .map(roll -> compared(principal, service, roll, before, presence))
        .then(found -> done(principal, service, found, action));
  }

  /** What differs; nothing is done yet. */
  private record Found(
      long listed, List<Seen> orphans, List<Account> vanished, List<Seen> lingering) {

    long toDelete(Action action) {
      return switch (action) {
        case REPORT -> 0;
        case DELETE -> orphans.stream().filter(Seen::isDeletable).count() + lingering.size();
        case FORGET -> vanished.size();
      };
    }
  }

  private Found compared(
      Principal principal, TargetService service, Roll roll, Instant before, Presence presence) {
    Recognition recognition = new Recognition(services, accounts, service, before);
    Map<Standing, List<Seen>> seen =
        recognition.of(marked(principal, roll)).stream()
            .collect(Collectors.groupingBy(Seen::standing));
    return new Found(
        roll.accounts().size(),
        seen.getOrDefault(Standing.ORPHAN, List.of()),
        vanished(service, roll, before, presence),
        seen.getOrDefault(Standing.LINGERING, List.of()));
  }

  private Result<Sweep> done(
      Principal principal, TargetService service, Found found, Action action) {
    return removal
        .tooMany(principal, found.toDelete(action))
        .map(over -> Result.<Sweep>refused(cap.problem(over)))
        .orElseGet(() -> Result.ok(swept(principal, service, found, action)));
  }

  private Sweep swept(Principal principal, TargetService service, Found found, Action action) {
    Function<List<Seen>, List<Fate>> deleted =
        action == Action.DELETE
            ? seen -> removal.fromService(principal, service, seen)
            : Orphans::leftAlone;
    Function<List<Account>, List<Fate>> forgotten =
        action == Action.FORGET
            ? vanished -> removal.ofVanished(principal, vanished)
            : Orphans::leftAlone;
    return new Sweep(
        found.listed(),
        zipped(found.orphans(), deleted, Orphans::orphan),
        zipped(
            found.vanished(),
            forgotten,
            (each, fate) -> new Sweep.Vanished(each.id(), each.username(), each.state(), fate)),
        zipped(
            found.lingering(),
            deleted,
            (each, fate) ->
                new Sweep.Lingering(
                    Objects.requireNonNull(each.account()).id(), each.listed().username(), fate)));
  }

  private static Sweep.Orphan orphan(Seen seen, Fate fate) {
    Account account = seen.account();
    return new Sweep.Orphan(
        seen.listed().username(),
        seen.listed().remoteId(),
        account == null ? null : account.id(),
        fate);
  }

  private static List<Fate> leftAlone(List<?> found) {
    return Collections.nCopies(found.size(), Fate.FOUND);
  }

  private static <T, R> List<R> zipped(
      List<T> found, Function<List<T>, List<Fate>> done, BiFunction<T, Fate, R> told) {
    List<Fate> fates = done.apply(found);
    return IntStream.range(0, found.size())
        .mapToObj(i -> told.apply(found.get(i), fates.get(i)))
        .toList();
  }

  private Stream<Listed> marked(Principal principal, Roll roll) {
    List<Predicate<String>> marks = marks(principal);
    return roll.accounts().stream()
        .filter(each -> marks.stream().anyMatch(mark -> mark.test(each.username())));
  }

  private List<Predicate<String>> marks(Principal principal) {
    List<Predicate<String>> shapes = new ArrayList<>();
    shapes.add(Usernames.shape(Usernames.STANDARD, ""));
    Page.all(page -> pools.pools(principal, page))
        .filter(pool -> Usernames.isTelling(pool.spec().username()))
        .map((Pool pool) -> Usernames.shape(pool.spec().username(), pool.name()))
        .forEach(shapes::add);
    return shapes;
  }

  /**
   * What was at rest before the list was begun, still is, and is not on it, nor known to the
   * service otherwise.
   */
  private List<Account> vanished(
      TargetService service, Roll roll, Instant before, Presence presence) {
    return accounts
        .all(service.project(), Filter.all())
        .filter(each -> believed(each, service))
        .filter(each -> atRest(each.account().state()))
        .filter(each -> !each.account().changedAt().isAfter(before))
        .filter(each -> !roll.has(each.account().username()))
        .filter(presence::lost)
        .map(EnrolledAccount::account)
        .toList();
  }

  private static boolean believed(EnrolledAccount account, TargetService service) {
    return account.enrollments().stream()
        .anyMatch(
            each ->
                each.service().equals(service.id())
                    && each.desired() == Desired.PRESENT
                    && each.observed() == Observed.PRESENT);
  }

  private static boolean atRest(AccountState state) {
    return state == AccountState.FREE || state == AccountState.LEASED || state == AccountState.HELD;
  }
}
