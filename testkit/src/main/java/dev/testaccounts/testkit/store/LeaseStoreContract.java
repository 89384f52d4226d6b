package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Hold;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import dev.testaccounts.core.lease.LeaseStore.ClaimReply;
import dev.testaccounts.core.lease.LeaseStore.LeaseReply;
import dev.testaccounts.core.lease.LeaseStore.Release;
import dev.testaccounts.core.lease.LeaseStore.Renewal;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Claims, renewals and releases, one at a time. */
public abstract class LeaseStoreContract extends StoreContract {

  @Test
  void aClaimTakesTheAccountThatHasBeenFreeTheLongest() {
    Pool pool = given.pool("buyers", given.service("shop"));
    EnrolledAccount first = given.free(pool);
    clock.advance(Duration.ofSeconds(1));
    EnrolledAccount second = given.free(pool);

    assertThat(given.lease(pool).account()).isEqualTo(first.account().id());
    assertThat(given.lease(pool).account()).isEqualTo(second.account().id());
  }

  @Test
  void aClaimAnswersTheLeaseAndTheAccountAsTheyAreKept() {
    Pool pool = given.pool("buyers", given.service("shop"), given.service("stock"));
    EnrolledAccount free = given.free(pool);
    Claim claim = drafts.claim(pool, Map.of("run", "gh-1", "job", "e2e"));

    ClaimReply.Granted granted = granted(claim);

    assertThat(granted.account())
        .isEqualTo(new EnrolledAccount(free.account().leased(clock.instant()), free.enrollments()))
        .isEqualTo(given.read(free.account().id()));
    assertThat(granted.lease()).isEqualTo(begun(claim, free.account().id()));
    assertThat(store.leases().lease(Drafts.PROJECT, claim.lease())).contains(granted.lease());
  }

  @Test
  void aGrantCanBeLookedUpWhileItsLeaseIsLive() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    Claim claim = drafts.claim(pool, Map.of());
    ClaimReply.Granted granted = granted(claim);

    assertThat(store.leases().grant(Drafts.PROJECT, claim.lease())).contains(granted);
    assertThat(store.leases().grant("other", claim.lease())).isEmpty();
    assertThat(store.leases().grant(Drafts.PROJECT, drafts.id())).isEmpty();
    given.released(granted.lease());
    assertThat(store.leases().grant(Drafts.PROJECT, claim.lease())).isEmpty();
  }

  private static Lease begun(Claim claim, Id account) {
    return new Lease(
        claim.lease(),
        claim.project(),
        account,
        claim.pool(),
        1,
        claim.holder(),
        claim.labels(),
        claim.onRelease(),
        LeaseState.ACTIVE,
        claim.now(),
        claim.ends(),
        null,
        null);
  }

  @Test
  void aClaimIsAnEventWithItsLeaseAndRun() {
    Pool pool = given.pool("buyers", given.service("shop"));
    EnrolledAccount free = given.free(pool);

    Lease lease = given.lease(pool, Map.of("run", "gh-1"));

    Event event = newestEvent();
    assertThat(event.kind()).isEqualTo(Event.Kind.ACCOUNT_LEASED);
    assertThat(event.account()).isEqualTo(free.account().id());
    assertThat(event.lease()).isEqualTo(lease.id());
    assertThat(event.detail()).containsEntry("run", "gh-1");
  }

  @Test
  void aClaimOfManyIsAnsweredInItsOrderAndNoneFreeIsAnAnswer() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Pool empty = given.pool("sellers", given.service("stock"));
    given.free(pool);

    List<ClaimReply> replies =
        store.leases().claim(List.of(claimOn(empty), claimOn(pool), claimOn(pool)));

    assertThat(replies.get(0)).isInstanceOf(ClaimReply.NoneFree.class);
    assertThat(replies.get(1)).isInstanceOf(ClaimReply.Granted.class);
    assertThat(replies.get(2)).isInstanceOf(ClaimReply.NoneFree.class);
  }

  @Test
  void aReservedAccountGoesOnlyToTheLeaseItWasMadeFor() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Id lease = drafts.id();
    EnrolledAccount reserved =
        given.free(drafts.account(pool, FailurePolicy.ABANDON, lease, null, Map.of()));
    Id account = reserved.account().id();

    assertThat(claim(drafts.claim(pool, Map.of()))).isInstanceOf(ClaimReply.NoneFree.class);
    assertThat(claim(drafts.claim(pool, drafts.id(), account, Map.of())))
        .isInstanceOf(ClaimReply.NoneFree.class);
    assertThat(granted(drafts.claim(pool, lease, account, Map.of())).account().account())
        .returns(account, each -> each.id())
        .returns(null, each -> each.reservation());
  }

  @Test
  void aHoldEndsTheLeaseAndKeepsTheAccountAsItIs() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    Lease lease = given.lease(pool);
    EnrolledAccount leased = given.read(lease.account());
    Hold hold = new Hold(clock.instant().plusSeconds(60), "look");
    Release release = drafts.release(lease, LeaseState.RELEASED);

    LeaseReply reply =
        store
            .leases()
            .release(
                List.of(
                    new Release(
                        release.project(),
                        release.lease(),
                        release.epoch(),
                        release.how(),
                        release.reason(),
                        release.nextSecret(),
                        release.actor(),
                        release.now(),
                        hold)))
            .getFirst();

    assertThat(reply).isInstanceOf(LeaseReply.Done.class);
    assertThat(given.read(lease.account()))
        .isEqualTo(Convergence.held(leased, hold, release.now()));
    assertThat(trail(lease.account())).endsWith(Event.Kind.LEASE_RELEASED, Event.Kind.ACCOUNT_HELD);
    assertThat(newestEvent().lease()).isEqualTo(lease.id());
  }

  @Test
  void aRenewalMovesTheEndAndIsOnRecord() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    Lease lease = given.lease(pool);
    clock.advance(Duration.ofMinutes(1));

    LeaseReply reply = renew(lease, lease.epoch());

    Lease renewed = lease.until(clock.instant().plus(pool.spec().ttl()));
    assertThat(reply).isEqualTo(new LeaseReply.Done(renewed));
    assertThat(store.leases().lease(Drafts.PROJECT, lease.id())).contains(renewed);
    assertThat(newestEvent().kind()).isEqualTo(Event.Kind.LEASE_RENEWED);
  }

  @Test
  void aRenewalIsRefusedOnceTheTimeIsOverThoughNobodyHasEndedTheLease() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    Lease lease = given.lease(pool);
    clock.set(lease.expiresAt());

    assertThat(renew(lease, null)).isEqualTo(new LeaseReply.Ended(lease));
  }

  @Test
  void whoSpeaksOfAnotherEpochIsRefused() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    Lease lease = given.lease(pool);
    assertThat(renew(lease, 7L)).isEqualTo(new LeaseReply.StaleEpoch(lease));
    assertThat(given.released(atEpoch(lease, 7))).isEqualTo(new LeaseReply.StaleEpoch(lease));
    assertThat(store.leases().lease(Drafts.PROJECT, lease.id())).contains(lease);
  }

  @Test
  void aReleaseSendsTheAccountToCleaningWithItsNextSecretAndWorkThatIsDue() {
    Pool pool = given.pool("buyers", given.service("shop"), given.service("stock"));
    given.free(pool);
    Lease lease = given.lease(pool);
    clock.advance(Duration.ofSeconds(1));

    LeaseReply reply = given.released(lease);

    assertThat(reply)
        .isEqualTo(new LeaseReply.Done(lease.ended(LeaseState.RELEASED, "done", clock.instant())));
    EnrolledAccount cleaning = given.read(lease.account());
    assertThat(cleaning.account().state()).isEqualTo(AccountState.CLEANING);
    assertThat(cleaning.account().secret()).isEqualTo(Drafts.sealed("next-" + lease.id()));
    assertThat(cleaning.enrollments()).allMatch(each -> each.stale());
    assertThat(cleaning.enrollments().stream().filter(each -> each.dueAt() != null))
        .singleElement()
        .returns(0, each -> each.rank());
    assertThat(trail(lease.account())).endsWith(Event.Kind.LEASE_RELEASED);
  }

  @Test
  void aReleaseDeletesWhereThePoolSaysSo() {
    Pool pool = given.stored(drafts.pool("buyers", OnRelease.DELETE, given.service("shop")));
    given.free(pool);
    Lease lease = given.lease(pool);

    given.released(lease);

    EnrolledAccount deleting = given.read(lease.account());
    assertThat(deleting.account().state()).isEqualTo(AccountState.DELETING);
    assertThat(deleting.enrollments())
        .allMatch(each -> each.observed() == Observed.PRESENT && each.dueAt() != null);
  }

  @Test
  void aLeaseEndsOnce() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    Lease lease = given.lease(pool);
    given.released(lease);
    Lease ended = store.leases().lease(Drafts.PROJECT, lease.id()).orElseThrow();

    assertThat(given.released(lease)).isEqualTo(new LeaseReply.Ended(ended));
    assertThat(renew(lease, null)).isEqualTo(new LeaseReply.Ended(ended));
    assertThat(trail(lease.account())).containsOnlyOnce(Event.Kind.LEASE_RELEASED);
  }

  @Test
  void aLateReleaseCannotTouchTheNextHolder() {
    Pool pool = given.pool("buyers", given.service("shop"));
    EnrolledAccount free = given.free(pool);
    Lease first = given.lease(pool);
    given.released(first);
    given.converge(given.due(pool.members().getFirst().service()));
    Lease second = given.lease(pool);

    given.released(first);

    assertThat(second.epoch()).isEqualTo(first.epoch() + 1);
    assertThat(given.read(free.account().id()).account().state()).isEqualTo(AccountState.LEASED);
  }

  @Test
  void aLeaseExpiresNotBeforeItsTime() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    Lease lease = given.lease(pool);

    clock.set(lease.expiresAt().minusNanos(1000));
    assertThat(expire(lease)).isEqualTo(new LeaseReply.StillLive(lease));
    assertThat(store.leases().overdue(clock.instant(), 10)).isEmpty();

    clock.set(lease.expiresAt());
    assertThat(store.leases().overdue(clock.instant(), 10)).containsExactly(lease);
    assertThat(expire(lease)).isInstanceOf(LeaseReply.Done.class);
    assertThat(store.leases().overdue(clock.instant(), 10)).isEmpty();
    assertThat(trail(lease.account())).endsWith(Event.Kind.LEASE_EXPIRED);
  }

  @Test
  void anotherProjectsLeaseIsNotThere() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    Lease lease = given.lease(pool);

    Instant now = clock.instant();
    Renewal renewal = new Renewal("other", lease.id(), null, "tester", now, now.plusSeconds(1));
    assertThat(store.leases().lease("other", lease.id())).isEqualTo(Optional.empty());
    assertThat(store.leases().renew(List.of(renewal)))
        .containsExactly(new LeaseReply.NoSuchLease());
  }

  private static Lease atEpoch(Lease lease, long epoch) {
    return new Lease(
        lease.id(),
        lease.project(),
        lease.account(),
        lease.pool(),
        epoch,
        lease.holder(),
        lease.labels(),
        lease.onRelease(),
        lease.state(),
        lease.acquiredAt(),
        lease.expiresAt(),
        null,
        null);
  }

  private LeaseReply renew(Lease lease, @Nullable Long epoch) {
    Instant now = clock.instant();
    Renewal renewal =
        new Renewal(
            lease.project(), lease.id(), epoch, "tester", now, now.plus(Duration.ofMinutes(15)));
    return store.leases().renew(List.of(renewal)).getFirst();
  }

  private LeaseReply expire(Lease lease) {
    return store.leases().release(List.of(drafts.release(lease, LeaseState.EXPIRED))).getFirst();
  }

  private Claim claimOn(Pool pool) {
    return drafts.claim(pool, Map.of());
  }

  private ClaimReply claim(Claim claim) {
    return store.leases().claim(List.of(claim)).getFirst();
  }

  private ClaimReply.Granted granted(Claim claim) {
    return (ClaimReply.Granted) claim(claim);
  }

  private Event newestEvent() {
    return Promises.newestEvent(store);
  }
}
