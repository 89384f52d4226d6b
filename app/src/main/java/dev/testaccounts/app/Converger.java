package dev.testaccounts.app;

import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.job.Reconciler;
import dev.testaccounts.core.job.Workers;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs the reconciler: claims what is due in each service, takes up what a planner has claimed, and
 * attempts it on virtual threads. Each service has a {@link Room} of its own, so that a sick one
 * holds up only itself. What is only yet to be reported takes no room: a store that is behind must
 * not leave a service's places empty. Thread-safe.
 */
final class Converger implements Workers, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Converger.class.getName());
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(15);

  private final Reconciler reconciler;
  private final ServiceStore services;
  private final Map<Id, Room<Work>> rooms = new ConcurrentHashMap<>();
  private final Map<Way, Approach> approaches = new ConcurrentHashMap<>();
  private final Journeys journeys = new Journeys();

  /** One is taken for whatever is under way: a count that can be waited for. */
  private final Semaphore idle = new Semaphore(Integer.MAX_VALUE);

  private final Signal signal;
  private final Signal planning;
  private final Loop loop;

  /** Whether a planner found no place, and waits for one. */
  private volatile boolean planWaits;

  /**
   * @param signal wakes it; whoever needs that while it is constructed is not heard, and its first
   *     round comes anyway
   * @param planning wakes the planner
   */
  Converger(Reconciler reconciler, ServiceStore services, Signal signal, Signal planning) {
    this.reconciler = reconciler;
    this.services = services;
    this.signal = signal;
    this.planning = planning;
    this.loop = Loop.start("converger", EVERY, this::round);
    signal.connect(loop::wake);
  }

  private boolean round() {
    boolean more = false;
    for (TargetService service : services.all()) {
      more |= unlessBroken(service, () -> dispatch(service));
    }
    return more;
  }

  /** A service whose connector cannot even be made holds up no other one. */
  private static boolean unlessBroken(TargetService service, BooleanSupplier asked) {
    try {
      return asked.getAsBoolean();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(
          System.Logger.Level.ERROR,
          () -> "service '" + service.spec().name() + "' is left out of this round",
          e);
      return false;
    }
  }

  /** Claims what there is room for. Returns whether there may be more. */
  private boolean dispatch(TargetService service) {
    Room<Work> room = sized(service);
    if (!room.forAHandful()) {
      return false;
    }
    int left = room.left();
    List<Work> works = reconciler.claim(service, left);
    works.forEach(this::start);
    return works.size() == left;
  }

  private Room<Work> sized(TargetService service) {
    Room<Work> room = room(service.id());
    room.limit(reconciler.atOnce(service), service.spec().limits().mostClaimed());
    return room;
  }

  private Room<Work> room(Id service) {
    return rooms.computeIfAbsent(service, id -> new Room<>(this::attempt, this::wanting));
  }

  private Approach sized(TargetService service, Route by) {
    sized(service);
    return approach(service.id(), by);
  }

  private Approach approach(Id service, Route by) {
    return approaches.computeIfAbsent(new Way(service, by), way -> new Approach(room(service)));
  }

  /** To a service, by a route. */
  private record Way(Id service, Route by) {}

  /** There is room for a handful more in a service. */
  private void wanting() {
    signal.run();
    wakePlan();
  }

  private void wakePlan() {
    if (planWaits) {
      planWaits = false;
      planning.run();
    }
  }

  /**
   * A planner and what is due already come by their places alike: both wait for a handful, and take
   * what they find free then.
   */
  @Override
  public Places reserve(Route route, int most) {
    List<TargetService> first = callable(route.first());
    if (first.size() < route.first().size()) {
      return new Places.NotNow();
    }
    List<TargetService> later = callable(route.later());
    Route in = new Route(route.first(), later.stream().map(TargetService::id).toList());
    // Before anything is kept: what fails must leave nothing behind.
    Duration claim = reconciler.longestClaim(route.first());
    List<Room<Work>> here = first.stream().map(this::sized).toList();
    List<Approach> ahead = later.stream().map(each -> sized(each, in)).toList();
    planWaits = true;
    int kept = Room.reserve(here, ahead, most);
    planWaits = kept == 0;
    return kept == 0 ? new Places.Taken() : new Places.Kept(kept, claim, in);
  }

  /** Those of some services that are there, and may be called as much as they allow. */
  private List<TargetService> callable(List<Id> ids) {
    return ids.stream()
        .flatMap(id -> services.service(id).stream())
        .filter(this::isCallable)
        .toList();
  }

  private boolean isCallable(TargetService service) {
    return unlessBroken(service, () -> reconciler.isCallable(service));
  }

  @Override
  public void begin(Places.Kept places, List<Work> works) {
    Route in = places.in();
    int accounts = journeys.begin(works, in);
    works.forEach(this::start);
    in.first().forEach(id -> room(id).giveBack(places.accounts()));
    in.later().forEach(id -> approach(id, in).giveBack(places.accounts() - accounts));
  }

  /**
   * What follows in an account's next service has its room there: work that waits for a sick
   * service must not take that of the one it came from.
   */
  private void start(Work work) {
    idle.acquireUninterruptibly();
    room(work.before().service()).add(work);
  }

  /** The report is somebody else's: the place is free, and who had it goes on with the next. */
  private void attempt(Work work) {
    boolean reporting = false;
    try {
      Outcome outcome = outcome(work);
      idle.acquireUninterruptibly();
      Thread.startVirtualThread(() -> report(work, outcome));
      reporting = true;
    } finally {
      if (!reporting) {
        arrived(work, List.of());
      }
      idle.release();
    }
  }

  private Outcome outcome(Work work) {
    try {
      return reconciler.attempt(work);
    } catch (RuntimeException | LinkageError e) {
      warn(work, e);
      return reconciler.unforeseen(work);
    }
  }

  private void report(Work work, Outcome outcome) {
    List<Work> follow = List.of();
    try {
      follow = reconciler.report(work, outcome);
      follow.forEach(this::start);
    } catch (RuntimeException e) {
      warn(work, e);
    } finally {
      arrived(work, follow);
      idle.release();
    }
  }

  /** The account has got further, or goes no further: it is awaited nowhere else any more. */
  private void arrived(Work work, List<Work> follow) {
    List<Journeys.Place> places = journeys.reported(work.account().id(), follow);
    for (Journeys.Place place : places) {
      Approach approach = approach(place.service(), place.by());
      if (place.reached()) {
        approach.arrived();
      } else {
        approach.giveBack(1);
      }
    }
    if (!places.isEmpty()) {
      wakePlan();
    }
  }

  private static void warn(Work work, Throwable fault) {
    LOG.log(
        System.Logger.Level.WARNING,
        () -> "work on account " + work.account().id() + " met a fault that was not foreseen",
        fault);
  }

  /**
   * Stops claiming, and waits for what is under way. What is not done by then is taken over after a
   * restart.
   */
  @Override
  public void close() {
    loop.close();
    try {
      if (!idle.tryAcquire(Integer.MAX_VALUE, LONGEST_DRAIN.toSeconds(), TimeUnit.SECONDS)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "stopped with work under way; it is taken over after a restart");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
