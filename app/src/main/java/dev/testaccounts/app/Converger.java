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
  private final Map<Id, AtomicInteger> claimed = new ConcurrentHashMap<>();
  private final Phaser running = new Phaser(1);
  private final Loop loop;

  Converger(Reconciler reconciler, Jobs jobs, ServiceStore services, Signal signal) {
    this.reconciler = reconciler;
    this.jobs = jobs;
    this.services = services;
    this.loop = Loop.start("converger", EVERY, this::round);
    signal.connect(loop::wake);
  }

  private void round() {
    boolean more = jobs.plan() > 0;
    for (TargetService service : services.all()) {
      more |= dispatch(service);
    }
    if (more) {
      loop.wake();
    }
  }

  /** Claims what there is room for. Returns whether there may be more. */
  private boolean dispatch(TargetService service) {
    int room = room(service);
    // Claims are commits: wait until a good handful can be claimed in one.
    if (room < handful(service)) {
      return false;
    }
    List<Work> works = reconciler.claim(service, room);
    works.forEach(this::start);
    return works.size() == room;
  }

  private int room(TargetService service) {
    return service.spec().limits().mostClaimed() - claimed(service.id()).get();
  }

  private static int handful(TargetService service) {
    return Math.max(1, service.spec().limits().mostClaimed() / 8);
  }

  private AtomicInteger claimed(Id service) {
    return claimed.computeIfAbsent(service, id -> new AtomicInteger());
  }

  /**
   * What follows in an account's next service counts there: work that waits for a sick service must
   * not take the room of the one it came from.
   */
  private void start(Work work) {
    running.register();
    claimed(work.before().service()).incrementAndGet();
    Thread.startVirtualThread(
        () -> {
          try {
            reconciler.attempt(work, () -> done(work.before().service())).forEach(this::start);
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

  private void done(Id service) {
    claimed(service).decrementAndGet();
    if (services.service(service).filter(each -> room(each) >= handful(each)).isPresent()) {
      loop.wake();
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
