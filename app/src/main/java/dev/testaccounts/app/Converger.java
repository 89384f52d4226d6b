package dev.testaccounts.app;

import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.job.Reconciler;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the reconciler: claims what is due in each service and attempts it on virtual threads. Each
 * service has a {@link Room} of its own, so that a sick one holds up only itself. What is only yet
 * to be reported takes no room: a store that is behind must not leave a service's places empty.
 * Thread-safe.
 */
final class Converger implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Converger.class.getName());
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(15);

  private final Reconciler reconciler;
  private final ServiceStore services;
  private final Map<Id, Room<Work>> rooms = new ConcurrentHashMap<>();
  private final Phaser running = new Phaser(1);
  private final Signal signal;
  private final Loop loop;

  /**
   * @param signal wakes it; whoever needs that while it is constructed is not heard, and its first
   *     round comes anyway
   */
  Converger(Reconciler reconciler, ServiceStore services, Signal signal) {
    this.reconciler = reconciler;
    this.services = services;
    this.signal = signal;
    this.loop = Loop.start("converger", EVERY, this::round);
    signal.connect(loop::wake);
  }

  private boolean round() {
    boolean more = false;
    for (TargetService service : services.all()) {
      more |= dispatch(service);
    }
    return more;
  }

  /** Claims what there is room for. Returns whether there may be more. */
  private boolean dispatch(TargetService service) {
    Room<Work> room = room(service.id());
    room.limit(reconciler.atOnce(service), service.spec().limits().mostClaimed());
    if (!room.forAHandful()) {
      return false;
    }
    int left = room.left();
    List<Work> works = reconciler.claim(service, left);
    works.forEach(this::start);
    return works.size() == left;
  }

  private Room<Work> room(Id service) {
    return rooms.computeIfAbsent(service, id -> new Room<>(this::attempt, signal));
  }

  /**
   * What follows in an account's next service has its room there: work that waits for a sick
   * service must not take that of the one it came from.
   */
  private void start(Work work) {
    running.register();
    room(work.before().service()).add(work);
  }

  /** The report is somebody else's: the place is free, and who had it goes on with the next. */
  private void attempt(Work work) {
    try {
      Outcome outcome = reconciler.attempt(work);
      running.register();
      Thread.startVirtualThread(() -> report(work, outcome));
    } catch (RuntimeException e) {
      warn(work, e);
    } finally {
      running.arriveAndDeregister();
    }
  }

  private void report(Work work, Outcome outcome) {
    try {
      reconciler.report(work, outcome).forEach(this::start);
    } catch (RuntimeException e) {
      warn(work, e);
    } finally {
      running.arriveAndDeregister();
    }
  }

  private static void warn(Work work, RuntimeException fault) {
    LOG.log(
        System.Logger.Level.WARNING,
        () -> "work on account " + work.account().id() + " failed; its claim will run out",
        fault);
  }

  /**
   * Stops claiming, and waits for what is under way. What is not done by then is taken over after a
   * restart.
   */
  @Override
  public void close() {
    loop.close();
    int phase = running.arriveAndDeregister();
    try {
      running.awaitAdvanceInterruptibly(phase, LONGEST_DRAIN.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "stopped with work under way; it is taken over after a restart");
    }
  }
}
