package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore.ClaimReply;
import dev.testaccounts.core.lease.Ticket;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The queues: fair, durable, and served in the commit that frees an account. */
public abstract class QueueContract extends StoreContract {

  private static final Duration PATIENCE = Duration.ofHours(1);

  @Test
  void anAccountThatFallsFreeGoesToTheFirstOfTheQueueInTheSameCommit() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Ticket first = enter(pool, Ticket.USUAL);
    Ticket second = enter(pool, Ticket.USUAL);
    assertThat(store.queue().queue(pool.id(), 10)).containsExactly(first, second);

    Id account = given.free(pool).account().id();

    Lease lease = lease(first).orElseThrow();
    assertThat(lease.account()).isEqualTo(account);
    assertThat(lease.epoch()).isEqualTo(1);
    assertThat(lease.holder()).isEqualTo(first.holder());
    assertThat(lease.labels()).isEqualTo(first.labels());
    assertThat(lease.expiresAt()).isEqualTo(clock.instant().plus(first.ttl()));
    assertThat(given.read(account).account().state()).isEqualTo(AccountState.LEASED);
    assertThat(trail(account)).endsWith(Event.Kind.ACCOUNT_READY, Event.Kind.ACCOUNT_LEASED);
    assertThat(lease(second)).isEmpty();
    assertThat(store.queue().queue(pool.id(), 10)).containsExactly(second);
  }

  @Test
  void aCleanedAccountGoesToTheQueueToo() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    Lease before = given.lease(pool);
    Ticket ticket = enter(pool, Ticket.USUAL);
    given.released(before);
    assertThat(lease(ticket)).as("not clean yet").isEmpty();

    given.converge(given.due(pool.members().getFirst().service()));

    assertThat(lease(ticket)).hasValueSatisfying(l -> assertThat(l.epoch()).isEqualTo(2));
  }

  @Test
  void aHigherPriorityIsServedFirst() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Ticket usual = enter(pool, Ticket.USUAL);
    Ticket high = enter(pool, Ticket.HIGHEST);

    given.free(pool);

    assertThat(lease(high)).isPresent();
    assertThat(lease(usual)).isEmpty();
  }

  @Test
  void withinAPriorityTheOrderIsThatOfArrival() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Ticket usual = enter(pool, Ticket.USUAL);
    Ticket high = enter(pool, Ticket.HIGHEST);
    Ticket laterUsual = enter(pool, Ticket.USUAL);
    Ticket laterHigh = enter(pool, Ticket.HIGHEST);
    List<Ticket> order = List.of(high, laterHigh, usual, laterUsual);
    assertThat(store.queue().queue(pool.id(), 10)).isEqualTo(order);

    for (Ticket next : order) {
      given.free(pool);
      assertThat(lease(next)).isPresent();
    }
  }

  /** A pool has a queue of its own, and belongs to one project: however many wait elsewhere. */
  @Test
  void aLongQueueOfOneProjectDelaysNoOther() {
    TargetService service = given.service("shop");
    Pool own = given.pool("buyers", service);
    Pool foreign =
        given.stored(
            new Pool(
                drafts.id(), "other", own.spec(), own.members(), own.version(), own.createdAt()));
    IntStream.range(0, 50).forEach(i -> enter(foreign, Ticket.HIGHEST));
    Ticket ticket = enter(own, 0);

    given.free(own);

    assertThat(lease(ticket)).isPresent();
    assertThat(store.queue().waiting()).isEqualTo(Map.of(foreign.id(), 50));
  }

  @Test
  void whoDoesNotWaitDoesNotOvertake() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Pool other = given.pool("sellers", given.service("stock"));
    given.free(other);
    Ticket ticket = enter(pool, Ticket.USUAL);
    // One that is free although somebody waits: nobody served it yet.
    Id reserved = drafts.id();
    given.free(reserved(pool, reserved));
    store.ledger().dropReservations(clock.advance(Duration.ofMinutes(1)));

    assertThat(store.leases().claim(List.of(drafts.claim(pool, Map.of()))).getFirst())
        .isEqualTo(new ClaimReply.NoneFree());
    assertThat(store.leases().claim(List.of(drafts.claim(other, Map.of()))).getFirst())
        .isInstanceOf(ClaimReply.Granted.class);
    assertThat(lease(ticket)).as("whoever came found that it was another's turn").isPresent();
    assertThat(store.queue().serve(clock.instant())).isZero();
  }

  @Test
  void anAccountThatIsReservedStaysWithItsLease() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Ticket ticket = enter(pool, Ticket.USUAL);
    Id lease = drafts.id();
    Id account = given.free(reserved(pool, lease)).account().id();

    assertThat(lease(ticket)).isEmpty();
    assertThat(
            store.leases().claim(List.of(drafts.claim(pool, lease, account, Map.of()))).getFirst())
        .isInstanceOf(ClaimReply.Granted.class);
  }

  @Test
  void whoComesWhenOneIsFreeIsServedAtOnce() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);

    Ticket ticket = enter(pool, Ticket.USUAL);

    assertThat(lease(ticket)).isPresent();
    assertThat(store.queue().waiting()).isEmpty();
  }

  @Test
  void aPlaceIsKeptAcrossARestartAndWhenItsHolderComesAgain() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Ticket first = enter(pool, Ticket.USUAL);
    Ticket second = enter(pool, Ticket.USUAL);
    reopen();
    Ticket again = ticket(pool, first.lease(), Ticket.USUAL, clock.advance(Duration.ofSeconds(1)));
    store.queue().enter(again, clock.instant());

    assertThat(store.queue().queue(pool.id(), 10).stream().map(Ticket::lease))
        .containsExactly(first.lease(), second.lease());
    assertThat(store.queue().waiting()).isEqualTo(Map.of(pool.id(), 2));
  }

  @Test
  void whoWasServedDoesNotQueueAgain() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    Ticket ticket = enter(pool, Ticket.USUAL);

    store.queue().enter(ticket, clock.instant());

    assertThat(store.queue().queue(pool.id(), 10)).isEmpty();
  }

  @Test
  void whoWaitsNoMoreIsPassedOver() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Ticket gone = enter(pool, Ticket.USUAL);
    clock.advance(PATIENCE);
    Ticket there = enter(pool, Ticket.USUAL);

    given.free(pool);

    assertThat(lease(gone)).isEmpty();
    assertThat(lease(there)).isPresent();
    store.queue().serve(clock.instant());
    assertThat(store.queue().queue(pool.id(), 10)).isEmpty();
  }

  @Test
  void whoLeavesIsNotServed() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Ticket ticket = enter(pool, Ticket.USUAL);
    store.queue().leave("other", ticket.lease());
    assertThat(store.queue().queue(pool.id(), 10)).containsExactly(ticket);

    store.queue().leave(Drafts.PROJECT, ticket.lease());
    given.free(pool);

    assertThat(lease(ticket)).isEmpty();
  }

  @Test
  void everyoneIsServedInOrder() {
    Pool pool = given.pool("buyers", given.service("shop"));
    List<Ticket> tickets = IntStream.range(0, 20).mapToObj(i -> enter(pool, Ticket.USUAL)).toList();

    for (int i = 0; i < tickets.size(); i++) {
      given.free(pool);
      assertThat(lease(tickets.get(i))).as("place " + i).isPresent();
      assertThat(store.queue().queue(pool.id(), 100)).hasSize(tickets.size() - i - 1);
    }
  }

  @Test
  void awaitingEndsWithTheGrant() throws InterruptedException {
    Pool pool = given.pool("buyers", given.service("shop"));
    Ticket ticket = enter(pool, Ticket.USUAL);
    Thread waiter =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (lease(ticket).isEmpty()) {
                    store.queue().await(ticket.lease(), Duration.ofMinutes(5));
                  }
                });
    while (waiter.getState() != Thread.State.TIMED_WAITING && waiter.isAlive()) {
      Thread.onSpinWait();
    }

    given.free(pool);

    waiter.join();
    assertThat(lease(ticket))
        .hasValueSatisfying(lease -> assertThat(lease.state()).isEqualTo(LeaseState.ACTIVE));
  }

  private EnrolledAccount reserved(Pool pool, Id lease) {
    return drafts.account(pool, FailurePolicy.ABANDON, lease, null, Map.of());
  }

  private Ticket enter(Pool pool, int priority) {
    Ticket ticket = ticket(pool, drafts.id(), priority, clock.instant());
    store.queue().enter(ticket, clock.instant());
    return ticket;
  }

  private static Ticket ticket(Pool pool, Id lease, int priority, Instant now) {
    return new Ticket(
        lease,
        pool.project(),
        pool.id(),
        priority,
        "tester",
        Map.of("run", "r"),
        pool.spec().onRelease(),
        pool.spec().ttl(),
        now,
        now.plus(PATIENCE));
  }

  private Optional<Lease> lease(Ticket ticket) {
    return store.leases().lease(Drafts.PROJECT, ticket.lease());
  }
}
