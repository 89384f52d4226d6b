package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseStore.ClaimReply;
import dev.testaccounts.core.lease.LeaseStore.LeaseReply;
import dev.testaccounts.core.pool.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What must hold when many come at once. */
public abstract class ConcurrencyContract extends StoreContract {

  private static final int CALLERS = 64;

  @Test
  void manyCallersNeverGetTheSameAccountAtTheSameTime() {
    Pool pool = given.pool("buyers", given.service("shop"));
    for (int i = 0; i < 20; i++) {
      given.free(pool);
    }
    Set<Id> held = ConcurrentHashMap.newKeySet();

    List<Integer> granted = atOnce(() -> rounds(pool, held));

    assertThat(granted.stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(20);
    assertThat(held).isEmpty();
  }

  /** Claims, makes sure that nobody else has it, releases, cleans; ten times. */
  private int rounds(Pool pool, Set<Id> held) {
    int granted = 0;
    for (int round = 0; round < 10; round++) {
      ClaimReply reply = store.leases().claim(List.of(drafts.claim(pool, Map.of()))).getFirst();
      if (reply instanceof ClaimReply.Granted(Lease lease, EnrolledAccount account)) {
        granted++;
        assertThat(held.add(lease.account())).as("%s is held once", account).isTrue();
        held.remove(lease.account());
        assertThat(given.released(lease)).isInstanceOf(LeaseReply.Done.class);
        given.converge(given.due(pool.members().getFirst().service()));
      }
    }
    return granted;
  }

  @Test
  void ofManyReleasesOfOneLeaseOneIsDone() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    Lease lease = given.lease(pool);

    List<LeaseReply> replies = atOnce(() -> given.released(lease));

    assertThat(replies).filteredOn(LeaseReply.Done.class::isInstance).hasSize(1);
    assertThat(replies).filteredOn(LeaseReply.Ended.class::isInstance).hasSize(CALLERS - 1);
  }

  @Test
  void aPoolIsNeverOverfilled() {
    Pool pool = given.pool("buyers", given.service("shop"));

    List<Intended> answers =
        atOnce(
            () -> {
              Intent intent = drafts.intent(due(drafts.account(pool)));
              Intent limited = new Intent(intent.account(), 10, intent.event());
              return store.ledger().intend(List.of(limited)).getFirst();
            });

    assertThat(answers).filteredOn(Intended.DONE::equals).hasSize(10);
    assertThat(answers).filteredOn(Intended.POOL_FULL::equals).hasSize(CALLERS - 10);
  }

  @Test
  void workThatIsDueIsClaimedByOneWorker() {
    Pool pool = given.pool("buyers", given.service("shop"));
    IntStream.range(0, 100).forEach(i -> given.pending(pool));

    List<List<Work>> claimed = atOnce(() -> given.due(pool.members().getFirst().service()));

    assertThat(claimed.stream().flatMap(List::stream).map(work -> work.account().id()))
        .hasSize(100)
        .doesNotHaveDuplicates();
  }

  private EnrolledAccount due(EnrolledAccount draft) {
    return Convergence.due(draft, clock.instant());
  }

  private static <T> List<T> atOnce(Callable<T> task) {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> future :
          callers.invokeAll(IntStream.range(0, CALLERS).mapToObj(i -> task).toList())) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("a caller failed", e);
    }
  }
}
