package dev.testaccounts.app;

import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.job.Jobs;
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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the reconciler: claims what is due in each service and attempts each on a virtual thread of
 * its own. Each service has room of its own ({@code Limits.mostClaimed}), so that the next work is
 * at hand when a place falls free, and a sick service holds up only itself. What is only yet to be
 * reported takes no room: a store that is behind must not leave a service's places empty.
 * Thread-safe.
 */
final class Converger implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Converger.class.getName());
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(15);

  private final Reconciler reconciler;
  private final Jobs jobs;
  private final ServiceStore services;
  private final Map<Id, Room> rooms = new ConcurrentHashMap<>();
  private final Phaser running = new Phaser(1);
  private final Signal signal;
  private final Loop loop;

  /**
   * @param signal wakes it; whoever needs that while it is constructed is not heard, and its first
   *     round comes anyway
   */
  Converger(Reconciler reconciler, Jobs jobs, ServiceStore services, Signal signal) {
    this.reconciler = reconciler;
    this.jobs = jobs;
    this.services = services;
    this.signal = signal;
    this.loop = Loop.start("converger", EVERY, this::round);
    signal.connect(loop::wake);
  }

  private boolean round() {
    boolean more = jobs.plan() > 0;
    for (TargetService service : services.all()) {
      more |= dispatch(service);
    }
    return more;
  }

  /** Claims what there is room for. Returns whether there may be more. */
  private boolean dispatch(TargetService service) {
    Room room = room(service.id());
    room.most = service.spec().limits().mostClaimed();
    // Claims are commits: wait until a good handful can be claimed in one.
    if (!room.forAHandful()) {
      return false;
    }
    int left = room.left();
    List<Work> works = reconciler.claim(service, left);
    works.forEach(this::start);
    return works.size() == left;
  }

  private Room room(Id service) {
    return rooms.computeIfAbsent(service, id -> new Room());
  }

  /** How much is claimed in a service, and may be, as it was said in the last round. */
  private static final class Room {
    private final AtomicInteger claimed = new AtomicInteger();
    private volatile int most;

    int left() {
      return most - claimed.get();
    }

    boolean forAHandful() {
      return left() >= Math.max(1, most / 8);
    }
  }

  /**
   * What follows in an account's next service counts there: work that waits for a sick service must
   * not take the room of the one it came from.
   */
  private void start(Work work) {
    running.register();
    Room room = room(work.before().service());
    room.claimed.incrementAndGet();
    Thread.startVirtualThread(
        () -> {
          try {
            reconciler.attempt(work, () -> done(room)).forEach(this::start);
          } catch (RuntimeException e) {
            LOG.log(
                System.Logger.Level.WARNING,
                () -> "work on account " + work.account().id() + " failed; its claim will run out",
                e);
          } finally {
            running.arriveAndDeregister();
          }
        });
  }

  /** Asks nobody anything: what went wrong here would cost the report of what was just done. */
  private void done(Room room) {
    room.claimed.decrementAndGet();
    if (room.forAHandful()) {
      signal.run();
    }
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
