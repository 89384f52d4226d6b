package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore.ClaimReply;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.Rotation;
import dev.testaccounts.core.service.ServiceStore.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a pool's accounts are handed out again, and when no more. */
public abstract class RotationContract extends StoreContract {

  private static final Duration WEEK = Duration.ofDays(7);

  @Test
  void anAccountThatHadItsUsesIsDeletedWhenItsLeaseEndsInsteadOfCleaned() {
    Pool pool = pool(new Rotation(null, 2, Duration.ZERO, false));
    given.free(pool);
    Lease first = given.lease(pool);
    given.released(first);
    assertThat(state(first.account())).isEqualTo(AccountState.CLEANING);
    converge(pool);

    Lease second = given.lease(pool);
    given.released(second);

    assertThat(second.account()).isEqualTo(first.account());
    assertRetired(second, "it had 2 uses, the pool allows 2");
    converge(pool);
    assertThat(state(second.account())).isEqualTo(AccountState.DELETED);
  }

  @Test
  void anAccountPastItsAgeIsDeletedWhenItsLeaseRunsOut() {
    Pool pool = pool(new Rotation(WEEK, null, Duration.ZERO, false));
    EnrolledAccount old = given.free(pool);
    clock.set(old.account().createdAt().plus(WEEK).minusSeconds(1));
    Lease lease = given.lease(pool);
    clock.set(lease.expiresAt());

    store.leases().release(List.of(drafts.release(lease, LeaseState.EXPIRED)));

    assertRetired(lease, "it is older than the pool allows (PT168H)");
  }

  /** Its reason and the trail say why. */
  private void assertRetired(Lease lease, String why) {
    Account account = given.read(lease.account()).account();
    assertThat(account.state()).isEqualTo(AccountState.DELETING);
    assertThat(account.reason()).isEqualTo("retired: " + why);
    assertThat(trail(lease.account())).endsWith(Event.Kind.ACCOUNT_RETIRED);
    Event event = Promises.newestEvent(store);
    assertThat(event.detail()).isEqualTo(Map.of("reason", why));
    assertThat(event.actor()).isEqualTo("tester");
    assertThat(event.at()).isEqualTo(clock.instant());
  }

  @Test
  void anAccountPastItsAgeIsNotHandedOut() {
    Pool pool = pool(new Rotation(WEEK, null, Duration.ZERO, false));
    given.free(pool);
    clock.advance(Duration.ofSeconds(1));
    EnrolledAccount younger = given.free(pool);

    clock.set(younger.account().createdAt().plus(WEEK).minusSeconds(1));

    assertThat(given.lease(pool).account()).isEqualTo(younger.account().id());
    assertThat(claim(pool)).isInstanceOf(ClaimReply.NoneFree.class);
  }

  @Test
  void anAccountThatGetsTooOldWhileOthersAreHandedOutIsNotHandedOutAnyMore() {
    Pool pool = pool(new Rotation(WEEK, null, Duration.ZERO, false));
    EnrolledAccount old = given.free(pool);
    given.free(pool);
    assertThat(given.lease(pool).account()).isEqualTo(old.account().id());

    clock.advance(WEEK);

    assertThat(claim(pool)).isInstanceOf(ClaimReply.NoneFree.class);
  }

  @Test
  void anAccountThatHasRestedComesBeforeThoseThatWereFreeForAShorterTime() {
    Duration rest = Duration.ofHours(1);
    Pool pool = pool(new Rotation(null, null, rest, false));
    EnrolledAccount used = given.free(pool);
    given.released(given.lease(pool));
    converge(pool);
    given.free(pool);
    given.free(pool);
    assertThat(given.lease(pool).account()).isNotEqualTo(used.account().id());

    clock.advance(rest);

    assertThat(given.lease(pool).account()).isEqualTo(used.account().id());
  }

  @Test
  void anAccountThatHasHadMoreUsesThanThePoolNowAllowsIsNotHandedOut() {
    Pool pool = pool(Rotation.endless());
    given.free(pool);
    given.released(given.lease(pool));
    converge(pool);

    given.changed(pool, pool.spec().with(new Rotation(null, 1, Duration.ZERO, false)));

    assertThat(claim(pool)).isInstanceOf(ClaimReply.NoneFree.class);
  }

  @Test
  void freeAccountsThatArePastItAreRetiredAndNoOthers() {
    Rotation rotation = new Rotation(WEEK, null, Duration.ZERO, false);
    Pool pool = pool(rotation);
    EnrolledAccount old = given.free(pool);
    given.free(pool);
    Id leased = given.lease(pool).account();
    Id reserved = reserved(pool).account().id();
    clock.set(old.account().createdAt().plus(WEEK).minusSeconds(1));
    EnrolledAccount young = given.free(pool);
    assertThat(retire(pool, 10)).isZero();

    clock.advance(Duration.ofSeconds(1));
    assertThat(retire(pool, 10)).isEqualTo(1);

    assertThat(retire(pool, 10)).isZero();
    assertThat(state(leased)).isEqualTo(AccountState.LEASED);
    assertThat(state(reserved)).isEqualTo(AccountState.FREE);
    assertThat(state(young.account().id())).isEqualTo(AccountState.FREE);
    assertThat(store.accounts().census(pool.id())).containsEntry(AccountState.DELETING, 1L);
    assertThat(store.jobs().deletionsSince(Drafts.PROJECT, Instant.EPOCH))
        .as("what counts against the cap of clean-ups")
        .isZero();
  }

  private EnrolledAccount reserved(Pool pool) {
    return given.free(drafts.account(pool, FailurePolicy.ABANDON, drafts.id(), null, Map.of()));
  }

  @Test
  void retiringIsBoundedAndStaysInItsPool() {
    Pool other = given.pool("sellers", given.service("stock"));
    EnrolledAccount others = given.free(other);
    Pool pool = pool(new Rotation(WEEK, null, Duration.ZERO, false));
    given.free(pool);
    given.free(pool);
    given.free(pool);
    clock.advance(WEEK);

    assertThat(retire(pool, 2)).isEqualTo(2);
    assertThat(retire(pool, 2)).isEqualTo(1);
    assertThat(retire(pool, 2)).isZero();
    assertThat(state(others.account().id())).isEqualTo(AccountState.FREE);
  }

  @Test
  void aUsedAccountRestsBeforeItIsHandedOutAgain() {
    Pool pool = pool(new Rotation(null, null, Duration.ofSeconds(30), false));
    given.free(pool);
    Lease first = given.lease(pool);
    given.released(first);
    converge(pool);

    clock.advance(Duration.ofSeconds(30).minusMillis(1));
    assertThat(claim(pool)).isInstanceOf(ClaimReply.NoneFree.class);
    clock.advance(Duration.ofMillis(1));

    assertThat(given.lease(pool).account()).isEqualTo(first.account());
  }

  @Test
  void anAccountThatNobodyHadIsHandedOutWhileOthersRest() {
    Pool pool = pool(new Rotation(null, null, Duration.ofSeconds(30), false));
    given.free(pool);
    given.released(given.lease(pool));
    converge(pool);
    EnrolledAccount fresh = given.free(pool);

    assertThat(given.lease(pool).account()).isEqualTo(fresh.account().id());
    assertThat(claim(pool)).isInstanceOf(ClaimReply.NoneFree.class);
  }

  @Test
  void aDrainingPoolHandsNothingOutAndIsEmptyInTheEnd() {
    Pool pool = pool(Rotation.endless());
    given.free(pool);
    given.free(pool);
    Lease lease = given.lease(pool);
    Pool draining =
        given.changed(pool, pool.spec().with(new Rotation(null, null, Duration.ZERO, true)));

    assertThat(claim(pool)).isInstanceOf(ClaimReply.NoneFree.class);
    assertThat(retire(draining, 10)).isEqualTo(1);
    assertThat(given.released(lease)).isNotNull();
    assertRetired(lease, "its pool is being drained");
    assertThat(remove(draining)).isEqualTo(Write.IN_USE);
    converge(pool);

    assertThat(remove(draining)).isEqualTo(Write.DONE);
  }

  private Pool pool(Rotation rotation) {
    Pool plain = given.pool("buyers", given.service("shop"));
    return given.changed(plain, plain.spec().with(rotation));
  }

  private void converge(Pool pool) {
    given.converge(given.due(pool.members().getFirst().service()));
  }

  private int retire(Pool pool, int limit) {
    return store.pools().retire(pool, "tester", clock.instant(), limit);
  }

  private Write remove(Pool pool) {
    return store.pools().remove(pool, drafts.event(Event.Kind.POOL_REMOVED));
  }

  private AccountState state(Id account) {
    return given.read(account).account().state();
  }

  private ClaimReply claim(Pool pool) {
    return store.leases().claim(List.of(drafts.claim(pool, Map.of()))).getFirst();
  }
}
