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
 * Runs the reconciler: claims what is due in each service and drives each account on a virtual
 * thread of its own. A service has at most twice its concurrency claimed, so that the next work is
 * at hand when a place falls free, and a sick service holds up only itself. Thread-safe.
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
    AtomicInteger count = claimed.computeIfAbsent(service.id(), id -> new AtomicInteger());
    int concurrency = service.spec().limits().concurrency();
    int room = 2 * concurrency - count.get();
    // Claims are commits: wait until a good handful can be claimed in one.
    if (room < Math.max(1, concurrency / 4)) {
      return false;
    }
    List<Work> works = reconciler.claim(service, room);
    count.addAndGet(works.size());
    works.forEach(work -> start(work, count, concurrency));
    return works.size() == room;
  }

  private void start(Work work, AtomicInteger count, int concurrency) {
    running.register();
    Thread.startVirtualThread(
        () -> {
          try {
            reconciler.drive(List.of(work));
          } catch (RuntimeException e) {
            LOG.log(
                System.Logger.Level.WARNING,
                () -> "work on account " + work.account().id() + " failed; its claim will run out",
                e);
          } finally {
            if (2 * concurrency - count.decrementAndGet() >= Math.max(1, concurrency / 4)) {
              loop.wake();
            }
            running.arriveAndDeregister();
          }
        });
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
