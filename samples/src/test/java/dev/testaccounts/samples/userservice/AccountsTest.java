package dev.testaccounts.samples.userservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class AccountsTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = History.CAPACITY / THREADS / 2;

  private final Accounts accounts = new Accounts();

  @Test
  void sameUsername_fromManyThreads_hasAHistoryThatCouldHaveHappened() throws Exception {
    int created = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      Callable<Integer> work = this::contend;
      for (Future<Integer> done : threads.invokeAll(Collections.nCopies(THREADS, work))) {
        created += done.get();
      }
    }

    List<HistoryEntry> history = accounts.history("ann");
    assertThat(history).hasSize(History.CAPACITY);
    assertThat(history.stream().filter(entry -> entry.outcome() == Outcome.CREATED))
        .hasSize(created);
    assertThat(impossible(history)).isEmpty();
  }

  private int contend() {
    int created = 0;
    for (int round = 0; round < ROUNDS; round++) {
      created += accounts.create("ann", "secret", null) == Outcome.CREATED ? 1 : 0;
      accounts.delete("ann", null);
    }
    return created;
  }

  /** Places where an account is created though it exists, or deleted though it does not. */
  private static List<Integer> impossible(List<HistoryEntry> history) {
    List<Integer> places = new ArrayList<>();
    boolean exists = false;
    for (int at = 0; at < history.size(); at++) {
      Outcome outcome = history.get(at).outcome();
      boolean needsIt = outcome == Outcome.CONFLICT || outcome == Outcome.DELETED;
      if (needsIt != exists) {
        places.add(at);
      }
      exists = outcome == Outcome.CREATED || outcome == Outcome.CONFLICT;
    }
    return places;
  }
}
