package dev.testaccounts.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.idempotency.IdempotencyStore.Taken;
import dev.testaccounts.core.idempotency.IdempotencyStore.Taking;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.JobStore.Allowance;
import dev.testaccounts.core.job.JobStore.Condemned;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseStore.ClaimReply;
import dev.testaccounts.core.lease.Ticket;
import dev.testaccounts.core.lease.Wanted;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.ServiceStore.Write;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.testkit.SettableClock;
import dev.testaccounts.testkit.store.Drafts;
import dev.testaccounts.testkit.store.Given;
import dev.testaccounts.testkit.store.OpenStore;
import dev.testaccounts.testkit.store.Promises;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three servers on one database. */
final class ReplicasTest {

  private static final int CALLERS = 16;

  private final SettableClock clock = new SettableClock();
  private final Drafts drafts = new Drafts(clock);
  private final List<OpenStore> replicas = new ArrayList<>();
  private Given given;
  private TargetService shop;
  private Pool pool;

  @BeforeEach
  void open() {
    PostgresFixture fixture = PostgresFixture.fresh();
    IntStream.range(0, 3).forEach(i -> replicas.add(fixture.open()));
    given = on(0);
    shop = given.service("shop");
    pool = given.pool("buyers", shop);
  }

  private Given on(int replica) {
    return new Given(replicas.get(replica), clock, drafts);
  }

  @AfterEach
  void checkAndClose() {
    Promises.check(replicas.getFirst());
    replicas.forEach(OpenStore::close);
  }

  @Test
  void noAccountIsHeldTwiceAndNoneFreeIsNeverSaidWhileSomeAre() {
    int callers = CALLERS * replicas.size();
    IntStream.range(0, callers).forEach(i -> given.free(pool));
    Set<Id> held = ConcurrentHashMap.newKeySet();

    List<Integer> refused = onEach(store -> rounds(store, held));

    assertThat(refused).hasSize(callers).containsOnly(0);
    assertThat(held).isEmpty();
  }

  /** There are as many accounts as callers: whoever is told that none is free was lied to. */
  private int rounds(OpenStore store, Set<Id> held) {
    Given here = new Given(store, clock, drafts);
    int refused = 0;
    for (int round = 0; round < 10; round++) {
      ClaimReply reply = store.leases().claim(List.of(drafts.claim(pool, Map.of()))).getFirst();
      if (reply instanceof ClaimReply.Granted(Lease lease, EnrolledAccount account)) {
        assertThat(held.add(lease.account())).as("%s is held once", account).isTrue();
        held.remove(lease.account());
        here.released(lease);
        while (here.read(lease.account()).account().state() == AccountState.CLEANING) {
          here.converge(here.due(shop.id()));
        }
      } else {
        refused++;
      }
    }
    return refused;
  }

  /** There are as many accounts as all want together: a group that is refused was lied to. */
  @Test
  void groupsAtEveryReplicaHaveAllThatTheyWantAndNobodyWaitsInARing() {
    int groups = CALLERS * replicas.size();
    IntStream.range(0, 3 * groups).forEach(i -> given.free(pool));

    List<Optional<List<ClaimReply.Granted>>> replies =
        onEach(
            store ->
                store.leases().claimAll(drafts.group(pool, Collections.nCopies(3, Wanted.ANY))));

    assertThat(replies).hasSize(groups).allMatch(Optional::isPresent);
    assertThat(replies.stream().flatMap(Optional::stream).flatMap(List::stream))
        .extracting(each -> each.lease().account())
        .doesNotHaveDuplicates();
  }

  @Test
  void aPoolIsNeverOverfilled() {
    List<Intended> answers =
        onEach(
            store -> {
              EnrolledAccount due = Convergence.due(drafts.account(pool), clock.instant());
              Intent intent = drafts.intent(due);
              Intent limited = new Intent(intent.account(), 10, intent.event());
              return store.ledger().intend(List.of(limited)).getFirst();
            });

    assertThat(answers).filteredOn(Intended.DONE::equals).hasSize(10);
    assertThat(answers).filteredOn(Intended.POOL_FULL::equals).hasSize(CALLERS * 3 - 10);
  }

  @Test
  void oneNameIsGivenOnce() {
    EnrolledAccount draft = Convergence.due(drafts.account(pool), clock.instant());

    List<Intended> answers =
        onEach(store -> store.ledger().intend(List.of(drafts.intent(draft))).getFirst());

    assertThat(answers).containsOnlyOnce(Intended.DONE);
    assertThat(answers).filteredOn(Intended.USERNAME_TAKEN::equals).hasSize(CALLERS * 3 - 1);
  }

  @Test
  void whoeverWaitsAtAnyReplicaIsServedOnceByAny() {
    Queue<Ticket> entered = new ConcurrentLinkedQueue<>();
    onEach(
        store -> {
          Ticket ticket = ticket();
          store.queue().enter(ticket, clock.instant());
          return entered.add(ticket);
        });
    IntStream.range(0, CALLERS * 3).forEach(i -> given.pending(pool));

    onEach(
        store -> {
          Given here = new Given(store, clock, drafts);
          for (List<Work> due = here.due(shop.id()); !due.isEmpty(); due = here.due(shop.id())) {
            here.converge(due);
          }
          return store.queue().serve(clock.instant());
        });
    int left = replicas.getFirst().queue().serve(clock.instant());

    assertThat(left).as("a moment later there may be one whom nobody saw").isLessThan(CALLERS);
    assertThat(entered)
        .allSatisfy(
            ticket ->
                assertThat(replicas.getFirst().leases().lease(Drafts.PROJECT, ticket.lease()))
                    .isPresent());
    assertThat(replicas.getFirst().queue().waiting()).isEmpty();
  }

  @Test
  void whoWaitsAtOneReplicaIsWokenByAnother() throws InterruptedException {
    Ticket ticket = ticket();
    OpenStore here = replicas.get(1);
    here.queue().enter(ticket, clock.instant());
    Thread waiter =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (here.leases().lease(Drafts.PROJECT, ticket.lease()).isEmpty()) {
                    here.queue().await(ticket.lease(), Duration.ofMinutes(5));
                  }
                });
    while (waiter.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    given.free(pool);

    waiter.join();
    assertThat(here.queue().waiting()).isEmpty();
  }

  private Ticket ticket() {
    return new Ticket(
        drafts.id(),
        Drafts.PROJECT,
        pool.id(),
        Ticket.USUAL,
        "tester",
        Map.of(),
        pool.spec().onRelease(),
        pool.spec().ttl(),
        clock.instant(),
        clock.instant().plusSeconds(60));
  }

  @Test
  void aDeadReplicasKeyIsTakenOverByOne() {
    Instant now = clock.instant();
    Taking dead = new Taking(Drafts.PROJECT, "k", "f", drafts.id(), now, now.plusSeconds(1));
    replicas.getFirst().idempotency().take(dead);
    Instant later = now.plusSeconds(1);

    List<Taken> answers =
        onEach(
            store ->
                store
                    .idempotency()
                    .take(
                        new Taking(
                            Drafts.PROJECT, "k", "f", drafts.id(), later, later.plusSeconds(1))));

    assertThat(answers).containsOnlyOnce(new Taken.Again(dead.operation()));
    assertThat(answers).filteredOn(new Taken.UnderWay()::equals).hasSize(CALLERS * 3 - 1);
  }

  @Test
  void cleanupsOfSeveralReplicasHaveOneCap() {
    Queue<Id> accounts = new ConcurrentLinkedQueue<>();
    IntStream.range(0, CALLERS * 3).forEach(i -> accounts.add(given.free(pool).account().id()));
    Allowance allowance = new Allowance(clock.instant(), 10);

    List<Condemned> answers =
        onEach(
            store ->
                store
                    .jobs()
                    .condemn(
                        drafts.job(Job.Kind.CLEANUP, null, 0),
                        new Selector(null, Map.of(), List.of(accounts.remove()), null, false),
                        drafts.event(Event.Kind.CLEANUP_REQUESTED),
                        allowance));

    assertThat(answers).filteredOn(Condemned.Started.class::isInstance).hasSize(10);
  }

  @Test
  void workIsClaimedOnce() {
    IntStream.range(0, 100).forEach(i -> given.pending(pool));

    List<List<Work>> claimed = onEach(store -> new Given(store, clock, drafts).due(shop.id()));

    assertThat(claimed.stream().flatMap(List::stream).map(work -> work.account().id()))
        .hasSize(100)
        .doesNotHaveDuplicates();
  }

  @Test
  void aDeadReplicasWorkIsTakenOverWhenItsClaimEndsAndItsLateReportChangesNothing() {
    given.pending(pool);
    Work claimed = given.due(shop.id()).getFirst();

    assertThat(on(1).due(shop.id())).isEmpty();
    clock.advance(Given.CLAIM);
    Work taken = on(1).due(shop.id()).getFirst();

    assertThat(taken.account().id()).isEqualTo(claimed.account().id());
    assertThat(given.observe(claimed, Given.converged(claimed))).isEmpty();
    on(2).converge(List.of(taken));
    assertThat(given.read(taken.account().id()).account().state()).isEqualTo(AccountState.FREE);
  }

  @Test
  void whatOneReplicaRegistersOrRemovesTheOthersSeeAtOnce() {
    OpenStore other = replicas.get(1);
    assertThat(other.services().service(Drafts.PROJECT, "shop")).contains(shop);
    assertThat(other.pools().pool(Drafts.PROJECT, "buyers")).contains(pool);
    TargetService stock = given.service("stock");
    assertThat(other.services().service(stock.id())).contains(stock);
    assertThat(other.services().all()).containsExactlyInAnyOrder(shop, stock);

    assertThat(other.pools().remove(pool, drafts.event(Event.Kind.POOL_REMOVED)))
        .isEqualTo(Write.DONE);

    assertThat(replicas.getFirst().pools().allPools()).isEmpty();
  }

  private <T> List<T> onEach(Function<OpenStore, T> task) {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        replicas.forEach(store -> futures.add(callers.submit(() -> task.apply(store))));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("a caller failed", e);
    }
  }
}
