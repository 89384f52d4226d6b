package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.Convergence.Begun;
import dev.testaccounts.core.account.Observation;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import dev.testaccounts.core.lease.LeaseStore.ClaimReply;
import dev.testaccounts.core.lease.LeaseStore.LeaseReply;
import dev.testaccounts.core.lease.LeaseStore.Release;
import dev.testaccounts.core.pool.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A store with thousands of leases that is closed and opened again: none is lost, none ends early,
 * and every one whose time ran out meanwhile is found.
 */
public abstract class RestartContract extends StoreContract {

  private static final int ACCOUNTS = 2000;
  private static final int LIVE = 1500;
  private static final int BATCH = 100;

  @Test
  void noLeaseIsLostAndNoneEndsEarly() {
    Pool pool = given.pool("buyers", given.service("shop"));
    stock(pool);
    Set<Id> brief = leases(pool, ACCOUNTS - LIVE, Duration.ofMinutes(1));
    Set<Id> live = leases(pool, LIVE, Duration.ofMinutes(1).plusNanos(1000));

    reopen();
    clock.advance(Duration.ofMinutes(1));

    assertThat(swept()).isEqualTo(brief);
    assertThat(active()).isEqualTo(live);
  }

  private void stock(Pool pool) {
    List<Begun> begun =
        IntStream.range(0, ACCOUNTS)
            .mapToObj(i -> Convergence.begin(drafts.account(pool), in(Given.CLAIM)))
            .toList();
    store.ledger().intend(begun.stream().map(each -> drafts.intent(each.account())).toList());
    store
        .ledger()
        .observe(begun.stream().flatMap(each -> each.works().stream()).map(this::done).toList());
  }

  private Observation done(Work work) {
    Outcome outcome = Given.converged(work);
    return new Observation(
        work.before().account(),
        work.before().service(),
        work.before().attempts(),
        outcome,
        clock.instant(),
        in(Given.CLAIM));
  }

  private Instant in(Duration time) {
    return clock.instant().plus(time);
  }

  private Set<Id> leases(Pool pool, int count, Duration ttl) {
    List<Claim> claims = IntStream.range(0, count).mapToObj(i -> claim(pool, in(ttl))).toList();
    assertThat(store.leases().claim(claims)).hasOnlyElementsOfType(ClaimReply.Granted.class);
    return new HashSet<>(claims.stream().map(Claim::lease).toList());
  }

  private Claim claim(Pool pool, Instant ends) {
    return new Claim(
        drafts.id(),
        pool.project(),
        pool.id(),
        null,
        "tester",
        Map.of(),
        pool.spec().onRelease(),
        clock.instant(),
        ends);
  }

  /** What the reaper ends, round by round, as at the start of a server. */
  private Set<Id> swept() {
    Set<Id> swept = new HashSet<>();
    for (List<Lease> overdue = overdue(); !overdue.isEmpty(); overdue = overdue()) {
      List<Release> ends =
          overdue.stream().map(each -> drafts.release(each, LeaseState.EXPIRED)).toList();
      assertThat(store.leases().release(ends)).hasOnlyElementsOfType(LeaseReply.Done.class);
      overdue.forEach(each -> swept.add(each.id()));
    }
    return swept;
  }

  private List<Lease> overdue() {
    return store.leases().overdue(clock.instant(), BATCH);
  }

  private Set<Id> active() {
    LeaseStore.Filter filter = new LeaseStore.Filter(null, null, LeaseState.ACTIVE, Map.of());
    return new HashSet<>(
        Promises.all(page -> store.leases().leases(Drafts.PROJECT, filter, page)).stream()
            .map(Lease::id)
            .toList());
  }
}
