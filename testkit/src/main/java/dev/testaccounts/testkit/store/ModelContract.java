package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Hold;
import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.account.Intervention.Action;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import dev.testaccounts.core.lease.LeaseStore.ClaimReply;
import dev.testaccounts.core.lease.LeaseStore.LeaseReply;
import dev.testaccounts.core.lease.LeaseStore.Release;
import dev.testaccounts.core.lease.LeaseStore.Renewal;
import dev.testaccounts.core.lease.Ticket;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.testkit.store.PoolModel.Answer;
import dev.testaccounts.testkit.store.PoolModel.ModelAccount;
import dev.testaccounts.testkit.store.PoolModel.ModelLease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Operations at random, on the store and on a model of what should be: after each of them the two
 * agree on every answer, account, lease and place in the queue. The seed is the number of the
 * repetition.
 */
public abstract class ModelContract extends StoreContract {

  private static final int STEPS = 120;

  private final PoolModel model = new PoolModel();

  @RepeatedTest(10)
  void theStoreIsWhatTheModelSays(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    TargetService service = given.service("shop");
    Pool pool = given.pool("buyers", service);
    for (int step = 0; step < STEPS; step++) {
      clock.advance(Duration.ofMillis(random.nextInt(1, 60_000)));
      step(random, pool, service);
      agree("step " + step, pool);
      if (random.nextInt(40) == 0) {
        reopen();
      }
    }
  }

  private void step(Random random, Pool pool, TargetService service) {
    switch (random.nextInt(16)) {
      case 0, 1, 2 -> model.made(given.pending(pool).account().id(), clock.instant());
      case 3, 4, 5 -> work(random, service);
      case 6, 7, 8 -> claim(pool);
      case 9 -> enter(pool);
      case 10 -> renew(random);
      case 11, 12 -> release(random);
      case 13 -> expire();
      case 14 -> intervene(random);
      default -> condemn(random, pool);
    }
  }

  private void work(Random random, TargetService service) {
    for (Work work : given.due(service.id())) {
      Id account = work.account().id();
      boolean deleting = given.read(account).account().state() == AccountState.DELETING;
      boolean good = deleting || random.nextInt(8) > 0;
      Outcome bad = new Outcome.Failed(Observed.UNKNOWN, "no");
      assertThat(given.observe(work, good ? Given.converged(work) : bad)).isPresent();
      model.reported(account, good, clock.instant());
    }
  }

  private void claim(Pool pool) {
    Claim claim = drafts.claim(pool, Map.of());
    ClaimReply reply = store.leases().claim(List.of(claim)).getFirst();
    @Nullable Id granted =
        reply instanceof ClaimReply.Granted(Lease lease, EnrolledAccount account)
            ? lease.account()
            : null;
    assertThat(granted)
        .isEqualTo(model.claim(claim.lease(), claim.ends(), claim.now()).orElse(null));
  }

  private void enter(Pool pool) {
    Instant now = clock.instant();
    Duration ttl = Duration.ofMinutes(5);
    Ticket ticket =
        new Ticket(
            drafts.id(),
            pool.project(),
            pool.id(),
            Ticket.USUAL,
            "tester",
            Map.of(),
            pool.spec().onRelease(),
            ttl,
            now,
            now.plus(Duration.ofDays(30)));
    store.queue().enter(ticket, now);
    model.enter(new PoolModel.Waiting(ticket.lease(), ttl), now);
  }

  private void renew(Random random) {
    ModelLease lease = any(random, model.leases());
    if (lease != null) {
      Instant now = clock.instant();
      Instant ends = now.plus(Duration.ofMinutes(10));
      @Nullable Long epoch = epoch(random, lease);
      Renewal renewal = new Renewal(Drafts.PROJECT, lease.id(), epoch, "tester", now, ends);
      assertThat(answer(store.leases().renew(List.of(renewal)).getFirst()))
          .isEqualTo(model.renew(lease.id(), epoch, ends, now));
    }
  }

  private void release(Random random) {
    ModelLease lease = any(random, model.leases());
    if (lease != null) {
      LeaseState how =
          List.of(LeaseState.RELEASED, LeaseState.EXPIRED, LeaseState.REVOKED)
              .get(random.nextInt(3));
      boolean held = random.nextInt(4) == 0;
      @Nullable Long epoch = epoch(random, lease);
      assertThat(end(lease.id(), epoch, how, held))
          .isEqualTo(model.release(lease.id(), epoch, how, held, clock.instant()));
    }
  }

  private static @Nullable Long epoch(Random random, ModelLease lease) {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> lease.epoch() + 1;
      default -> lease.epoch();
    };
  }

  private void expire() {
    Instant now = clock.instant();
    List<Id> overdue = store.leases().overdue(now, 1000).stream().map(Lease::id).toList();
    assertThat(overdue).isEqualTo(model.overdue(now));
    for (Id lease : overdue) {
      assertThat(end(lease, null, LeaseState.EXPIRED, false)).isEqualTo(Answer.DONE);
      model.release(lease, null, LeaseState.EXPIRED, false, now);
    }
  }

  private Answer end(Id lease, @Nullable Long epoch, LeaseState how, boolean held) {
    Instant now = clock.instant();
    Release release =
        new Release(
            Drafts.PROJECT,
            lease,
            epoch,
            how,
            "done",
            Drafts.next("next"),
            "tester",
            now,
            held ? new Hold(now.plus(Duration.ofDays(30)), "look") : null);
    return answer(store.leases().release(List.of(release)).getFirst());
  }

  private static Answer answer(LeaseReply reply) {
    return switch (reply) {
      case LeaseReply.Done done -> Answer.DONE;
      case LeaseReply.Ended ended -> Answer.ENDED;
      case LeaseReply.StaleEpoch stale -> Answer.STALE_EPOCH;
      case LeaseReply.StillLive live -> Answer.STILL_LIVE;
      case LeaseReply.NoSuchLease none -> throw new AssertionError("the lease was granted");
    };
  }

  private void intervene(Random random) {
    ModelAccount held = any(random, model.in(AccountState.HELD));
    if (held != null) {
      act(held.id(), Action.RELEASE);
      model.givenBack(held.id(), clock.instant());
    }
    ModelAccount quarantined = any(random, model.in(AccountState.QUARANTINED));
    if (quarantined != null) {
      act(quarantined.id(), Action.RETRY);
      model.triedAgain(quarantined.id(), clock.instant());
    }
  }

  private void act(Id account, Action action) {
    Intervention intervention =
        new Intervention(
            Drafts.PROJECT, account, action, Drafts.next("next"), null, "tester", clock.instant());
    assertThat(store.ledger().intervene(List.of(intervention)).getFirst())
        .isInstanceOf(Intervention.Reply.Done.class);
  }

  private void condemn(Random random, Pool pool) {
    boolean includeLeased = random.nextBoolean();
    if (random.nextInt(3) == 0) {
      Job job =
          Promises.started(
              store
                  .jobs()
                  .condemn(
                      drafts.job(Job.Kind.CLEANUP, null, 0),
                      new Selector(pool.id(), Map.of(), List.of(), null, includeLeased),
                      drafts.event(Event.Kind.CLEANUP_REQUESTED),
                      Drafts.anyNumber()));
      assertThat(job.total()).isEqualTo(model.condemn(includeLeased, clock.instant()));
    }
  }

  private static <T> @Nullable T any(Random random, List<T> list) {
    return list.isEmpty() ? null : list.get(random.nextInt(list.size()));
  }

  private void agree(String when, Pool pool) {
    for (ModelAccount expected : model.accounts()) {
      Account account = given.read(expected.id()).account();
      assertThat(account.state()).as("%s: state of %s", when, account).isEqualTo(expected.state());
      assertThat(account.epoch()).as("%s: epoch of %s", when, account).isEqualTo(expected.epoch());
    }
    for (ModelLease expected : model.leases()) {
      Lease lease = store.leases().lease(Drafts.PROJECT, expected.id()).orElseThrow();
      assertThat(
              new ModelLease(
                  lease.id(), lease.account(), lease.epoch(), lease.state(), lease.expiresAt()))
          .as(when)
          .isEqualTo(expected);
    }
    assertThat(store.queue().queue(pool.id(), 1000).stream().map(Ticket::lease))
        .as("%s: the queue", when)
        .isEqualTo(model.queue());
    AccountStore.Filter inPool = new AccountStore.Filter(pool.id(), null, null);
    assertThat(Promises.all(page -> store.accounts().accounts(Drafts.PROJECT, inPool, page)))
        .as("%s: nothing else is there", when)
        .hasSize(model.accounts().size() - model.in(AccountState.DELETED).size());
  }
}
