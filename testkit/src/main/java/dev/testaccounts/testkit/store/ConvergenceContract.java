package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountLedger.DueQuery;
import dev.testaccounts.core.account.AccountLedger.Progress;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import dev.testaccounts.core.lease.LeaseStore.ClaimReply;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Workers: what is due, who has claimed it, and what their reports lead to. */
public abstract class ConvergenceContract extends StoreContract {

  @Test
  void aReportOfTheLastServiceFreesTheAccount() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Work work = given.begun(drafts.account(pool)).getFirst();

    Progress progress = given.observe(work, Given.converged(work)).orElseThrow();

    assertThat(progress.follow()).isEmpty();
    assertThat(progress.account().state()).isEqualTo(AccountState.FREE);
    EnrolledAccount kept = given.read(work.account().id());
    assertThat(kept.account()).isEqualTo(progress.account());
    assertThat(kept.enrollments())
        .singleElement()
        .returns(Observed.PRESENT, Enrollment::observed)
        .returns("remote-0", Enrollment::remoteId)
        .returns(false, Enrollment::claimed)
        .returns(null, Enrollment::dueAt);
    assertThat(trail(kept.account().id()))
        .containsExactly(Event.Kind.ACCOUNT_INTENDED, Event.Kind.ACCOUNT_READY);
  }

  @Test
  void aReportOfTheFirstServiceHandsItsWorkerTheNext() {
    TargetService shop = given.service("shop");
    TargetService stock = given.service("stock");
    Work work = given.begun(drafts.account(given.pool("buyers", shop, stock))).getFirst();

    Progress progress = given.observe(work, Given.converged(work)).orElseThrow();

    Work next = progress.follow().getFirst();
    assertThat(next.before().service()).isEqualTo(stock.id());
    assertThat(given.read(work.account().id()).in(stock.id()))
        .returns(true, Enrollment::claimed)
        .returns(next.before().attempts(), Enrollment::attempts)
        .returns(clock.instant().plus(Given.CLAIM), Enrollment::dueAt)
        .returns(Observed.UNKNOWN, Enrollment::observed);
    given.converge(progress.follow());
    assertThat(given.read(work.account().id()).account().state()).isEqualTo(AccountState.FREE);
  }

  @Test
  void aReportOfAnOlderAttemptChangesNothing() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Work late = given.begun(drafts.account(pool)).getFirst();
    clock.advance(Given.CLAIM);
    Work current = given.due(late.before().service()).getFirst();
    EnrolledAccount before = given.read(late.account().id());

    assertThat(given.observe(late, Given.converged(late))).isEmpty();

    assertThat(given.read(late.account().id())).isEqualTo(before);
    assertThat(given.observe(current, Given.converged(current))).isPresent();
    assertThat(given.observe(current, Given.converged(current))).isEmpty();
  }

  @Test
  void aReportOnAnAccountThatNobodyKnowsChangesNothing() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Work known = given.begun(drafts.account(pool)).getFirst();
    EnrolledAccount stranger = drafts.account(pool);
    Enrollment claimed = stranger.enrollments().getFirst().claimedUntil(clock.instant());
    Work unknown = Work.of(stranger.account(), stranger.enrollments().getFirst(), claimed);

    assertThat(given.observe(unknown, Given.converged(unknown))).isEqualTo(Optional.empty());
    assertThat(given.observe(known, Given.converged(known))).isPresent();
  }

  @Test
  void aRetryIsDueAtItsTime() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.pending(pool);
    Id service = pool.members().getFirst().service();
    Work work = given.due(service).getFirst();
    Instant at = clock.instant().plusSeconds(5);

    given.observe(work, new Outcome.Retry(Observed.UNKNOWN, at, "no answer", at.plusSeconds(1)));

    assertThat(given.read(work.account().id()).in(service))
        .returns(1, Enrollment::failures)
        .returns("no answer", Enrollment::lastError)
        .returns(at.plusSeconds(1), Enrollment::unsettledUntil)
        .returns(at, Enrollment::dueAt);
    clock.set(at.minusNanos(1000));
    assertThat(given.due(service)).isEmpty();
    clock.set(at);
    assertThat(given.due(service)).hasSize(1);
  }

  @Test
  void whatFailsForGoodIsQuarantinedWithItsReason() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.pending(pool);
    Work work = given.due(pool.members().getFirst().service()).getFirst();

    given.observe(work, new Outcome.Failed(Observed.FOREIGN, "not ours"));

    assertThat(given.read(work.account().id()).account())
        .returns(AccountState.QUARANTINED, each -> each.state())
        .returns("not ours", each -> each.reason());
    assertThat(trail(work.account().id())).endsWith(Event.Kind.ACCOUNT_QUARANTINED);
  }

  @Test
  void whatItsCallerGaveUpIsRemovedWhereverItGotTo() {
    TargetService shop = given.service("shop");
    TargetService stock = given.service("stock");
    Pool pool = given.pool("buyers", shop, stock);
    Work first =
        given.begun(drafts.account(pool, FailurePolicy.ABANDON, null, null, Map.of())).getFirst();
    Work second = given.observe(first, Given.converged(first)).orElseThrow().follow().getFirst();

    given.observe(second, new Outcome.Failed(Observed.ABSENT, "invalid"));

    EnrolledAccount deleting = given.read(first.account().id());
    assertThat(deleting.account().state()).isEqualTo(AccountState.DELETING);
    assertThat(deleting.in(shop.id()).dueAt()).isEqualTo(clock.instant());
    given.converge(given.due(shop.id()));
    assertThat(given.read(first.account().id()).account().state()).isEqualTo(AccountState.DELETED);
    assertThat(store.pools().existing(pool.id())).isZero();
  }

  @Test
  void whatIsDueIsClaimedOnceTheLongestDueFirst() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Pool other = given.pool("sellers", given.service("stock"));
    EnrolledAccount first = given.pending(pool);
    clock.advance(Duration.ofMillis(1));
    EnrolledAccount second = given.pending(pool);
    given.pending(other);
    Id service = pool.members().getFirst().service();
    Instant now = clock.instant();

    List<Work> works = store.ledger().claimDue(new DueQuery(service, now, 1, now.plusSeconds(9)));

    assertThat(works).singleElement().returns(first.account(), Work::account);
    assertThat(works.getFirst().before())
        .returns(Observed.ABSENT, Enrollment::observed)
        .returns(1, Enrollment::attempts)
        .returns(now.plusSeconds(9), Enrollment::dueAt);
    assertThat(given.due(service)).singleElement().returns(second.account(), Work::account);
    assertThat(given.due(service)).isEmpty();
  }

  @Test
  void aClaimThatRanOutIsTakenOver() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.pending(pool);
    Id service = pool.members().getFirst().service();
    Work dead = given.due(service).getFirst();

    clock.advance(Given.CLAIM);

    assertThat(given.due(service))
        .singleElement()
        .returns(dead.before().attempts() + 1, work -> work.before().attempts())
        .returns(Observed.UNKNOWN, work -> work.before().observed());
  }

  @Test
  void aStoreOfOneProcessEndsAllClaimsAtItsStart() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Work claimed = given.begun(drafts.account(pool)).getFirst();
    given.pending(pool);
    Enrollment before = given.read(claimed.account().id()).enrollments().getFirst();

    assertThat(store.ledger().reclaimAll(clock.instant())).isEqualTo(1);

    assertThat(given.read(claimed.account().id()).enrollments().getFirst())
        .returns(false, Enrollment::claimed)
        .returns(clock.instant(), Enrollment::dueAt)
        .returns(before.attempts(), Enrollment::attempts)
        .returns(before.unsettledUntil(), Enrollment::unsettledUntil);
    assertThat(given.observe(claimed, Given.converged(claimed))).isEmpty();
    assertThat(given.due(claimed.before().service())).hasSize(2);
  }

  @Test
  void anAccountThatNobodyCameForIsEverybodysAfterAWhile() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Id lease = drafts.id();
    EnrolledAccount reserved =
        given.free(drafts.account(pool, FailurePolicy.ABANDON, lease, null, Map.of()));

    assertThat(store.ledger().dropReservations(clock.instant())).isZero();
    clock.advance(Duration.ofMillis(1));
    assertThat(store.ledger().dropReservations(clock.instant())).isEqualTo(1);

    Claim late = drafts.claim(pool, lease, reserved.account().id(), Map.of());
    assertThat(store.leases().claim(List.of(late))).containsExactly(new ClaimReply.NoneFree());
    assertThat(given.lease(pool).account()).isEqualTo(reserved.account().id());
  }
}
