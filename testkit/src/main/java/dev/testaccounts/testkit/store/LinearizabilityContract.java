package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.testkit.store.StoreLeases.Surroundings;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Claims, renewals, releases and cleanings by several threads at once: whatever they answer, there
 * is an order of them, one after the other, in which the model answers the same (Lincheck, in its
 * stress mode: it makes scenarios up, runs each many times, and searches for that order).
 */
public abstract class LinearizabilityContract extends StoreContract {

  private static final int SCENARIOS = 15;
  private static final int RUNS = 10;

  /**
   * Opens further servers on the same database, for the time of a test; none where a database has
   * one server.
   */
  protected List<OpenStore> replicas() {
    return List.of();
  }

  @Test
  void whatManyDoAtOnceCouldHaveBeenDoneInTurn() {
    List<OpenStore> replicas = replicas();
    try {
      StoreLeases.in(surroundings(replicas));
      check();
    } finally {
      replicas.forEach(OpenStore::close);
    }
  }

  /** Made up by chance once in many scenarios, where it was taken for a fault of the store. */
  @Test
  void whatEndedLateIsCleanedLikeAllElse() {
    StoreLeases.in(surroundings(List.of()));
    StoreLeases leases = new StoreLeases();

    assertThat(leases.claim(1)).isEqualTo(StoreLeases.granted(1));
    assertThat(leases.expire(1, StoreLeases.LATEST)).isEqualTo("DONE");
    assertThat(leases.clean()).isTrue();
    assertThat(leases.clean()).isFalse();
  }

  private static void check() {
    new StressOptions()
        .iterations(SCENARIOS)
        .invocationsPerIteration(RUNS)
        .threads(3)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        .sequentialSpecification(ModelLeases.class)
        .check(StoreLeases.class);
  }

  /** Makes the pools of all runs at once: one by one, each would wait for the disk by itself. */
  private Surroundings surroundings(List<OpenStore> replicas) {
    List<LeaseStore> ports =
        Stream.concat(Stream.of(store), replicas.stream()).map(OpenStore::leases).toList();
    Surroundings all =
        new Surroundings(
            given,
            drafts,
            given.service("shop"),
            ports,
            new AtomicInteger(),
            new ConcurrentLinkedQueue<>());
    try (ExecutorService makers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < SCENARIOS * RUNS; i++) {
        makers.execute(() -> all.pools().add(all.make()));
      }
    }
    return all;
  }
}
