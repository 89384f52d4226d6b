package dev.testaccounts.core.job;

import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.pool.AccountDrafts;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Turns jobs into intents, piece by piece. Thread-safe. */
final class Planning {

  /** So many are looked at together. */
  private static final int MOST_JOBS = 20;

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
      Creations creations,
      AccountDrafts drafts,
      InstantSource clock,
      Runnable wake) {
    this.store = store;
    this.creations = creations;
    this.drafts = drafts;
    this.clock = clock;
    this.wake = wake;
  }

  /**
   * Plans the next piece of each job that has one, another one first each time: the first gets most
   * of the places that are free. Where all of the oldest wait for places, those behind them may not
   * have to. Returns how many jobs were planned further.
   */
  int plan(Workers workers) {
    Set<Id> waiting = new HashSet<>();
    int turns = turn.get();
    List<Job> jobs = store.unplanned(null, MOST_JOBS);
    int planned = plan(inTurn(jobs, turns), workers, waiting);
    while (planned == 0 && jobs.size() == MOST_JOBS) {
      jobs = store.unplanned(jobs.getLast().id(), MOST_JOBS);
      planned = plan(inTurn(jobs, turns), workers, waiting);
    }
    // A round that finds all places taken is nobody's turn.
    turn.addAndGet(planned > 0 ? 1 : 0);
    return planned;
  }

  private static List<Job> inTurn(List<Job> jobs, int turns) {
    List<Job> inTurn = new ArrayList<>(jobs);
    Collections.rotate(inTurn, turns);
    return inTurn;
  }

  /**
   * @param waiting pools whose services have no place now
   */
  private int plan(List<Job> jobs, Workers workers, Set<Id> waiting) {
    int planned = 0;
    for (Job job : jobs) {
      planned += planNext(job, workers, waiting) ? 1 : 0;
    }
    return planned;
  }

  private boolean planNext(Job job, Workers workers, Set<Id> waiting) {
    return switch (job.kind()) {
      case CREATE -> planCreation(job, workers, waiting);
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

  private boolean planCreation(Job job, Workers workers, Set<Id> waiting) {
    Id pool = job.pool();
    if (pool != null && waiting.contains(pool)) {
      return false;
    }
    boolean planned = creations.plan(job, workers);
    if (!planned && pool != null) {
      waiting.add(pool);
    }
    return planned;
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
