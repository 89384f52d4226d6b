package dev.testaccounts.core.job;

import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.PoolStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Turns jobs into intents, piece by piece. Thread-safe. */
final class Planning {

  private static final int MOST_JOBS = 10;

  private static final int CHUNK = 250;

  /** One commit that others wait for some tens of milliseconds. */
  private static final int CONDEMNED_AT_ONCE = 1_000;

  private final JobStore store;
  private final Creations creations;
  private final AccountDrafts drafts;
  private final InstantSource clock;
  private final Runnable wake;
  private final AtomicInteger turn = new AtomicInteger();

  Planning(
      JobStore store,
      PoolStore poolStore,
      AccountDrafts drafts,
      InstantSource clock,
      Runnable wake) {
    this.store = store;
    this.creations = new Creations(store, poolStore, drafts, clock, wake);
    this.drafts = drafts;
    this.clock = clock;
    this.wake = wake;
  }

  /**
   * Plans the next piece of each job that has one, another one first each time: the first gets most
   * of the places that are free. Returns how many jobs were planned further.
   */
  int plan(Workers workers) {
    List<Job> unplanned = new ArrayList<>(store.unplanned(MOST_JOBS));
    if (!unplanned.isEmpty()) {
      Collections.rotate(unplanned, Math.floorMod(turn.getAndIncrement(), unplanned.size()));
    }
    int planned = 0;
    for (Job job : unplanned) {
      planned += planNext(job, workers) ? 1 : 0;
    }
    return planned;
  }

  private boolean planNext(Job job, Workers workers) {
    return switch (job.kind()) {
      case CREATE -> creations.plan(job, workers);
      case RESET -> {
        planResets(job);
        yield true;
      }
      case CLEANUP -> {
        store.condemnNext(job.id(), job.planned(), CONDEMNED_AT_ONCE, clock.instant());
        wake.run();
        yield true;
      }
    };
  }

  private void planResets(Job job) {
    List<Intervention> resets =
        store.targets(job.id(), job.planned(), CHUNK).stream().map(id -> reset(job, id)).toList();
    store.intervene(job.id(), job.planned(), resets);
    wake.run();
  }

  private Intervention reset(Job job, Id account) {
    return new Intervention(
        job.project(),
        account,
        Intervention.Action.RESET,
        drafts.nextSecret(job.project()),
        job.id(),
        job.actor(),
        clock.instant());
  }
}
