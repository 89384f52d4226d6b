package dev.testaccounts.samples.userservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrencyTest extends RunningService {
  private static final int CLIENTS = 8;
  private static final int ROUNDS = 50;

  @Test
  void sameUsername_isCreatedOnceAndItsHistoryAlternates() throws Exception {
    List<Callable<int[]>> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      clients.add(this::contend);
    }
    int created = 0;
    int deleted = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<int[]> done : threads.invokeAll(clients)) {
        created += done.get()[0];
        deleted += done.get()[1];
      }
    }

    assertThat(service.stats().created()).isEqualTo(created);
    assertThat(service.stats().deleted()).isEqualTo(deleted);
    assertThat(created - deleted).isEqualTo(service.accounts().size());
    assertThat(service.stats().mostInFlight()).isBetween(1, CLIENTS);
    assertAlternates(service.history("ann"));
  }

  private int[] contend() throws Exception {
    int created = 0;
    int deleted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      created += caller.create("ann").statusCode() == 200 ? 1 : 0;
      deleted += caller.delete("ann").statusCode() == 200 ? 1 : 0;
    }
    return new int[] {created, deleted};
  }

  /** An account that exists is never created, one that does not is never deleted. */
  private static void assertAlternates(List<HistoryEntry> history) {
    assertThat(history).hasSize(CLIENTS * ROUNDS * 2);
    boolean exists = false;
    for (HistoryEntry entry : history) {
      assertThat(entry.outcome()).isIn(exists ? ofExisting() : ofAbsent());
      exists =
          switch (entry.outcome()) {
            case CREATED -> true;
            case DELETED -> false;
            default -> exists;
          };
    }
  }

  private static List<Outcome> ofExisting() {
    return List.of(Outcome.CONFLICT, Outcome.DELETED);
  }

  private static List<Outcome> ofAbsent() {
    return List.of(Outcome.CREATED, Outcome.ABSENT);
  }
}
