package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.Desired;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.ServiceStore.Write;
import dev.testaccounts.core.service.TargetService;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Intents: what is written before anything is created anywhere. */
public abstract class AccountLedgerContract extends StoreContract {

  @Test
  void everyFieldOfAnIntentComesBackAsItWas() {
    TargetService service = given.service("shop");
    Pool pool = given.pool("buyers", service);
    EnrolledAccount full = full(pool, service);

    assertThat(intend(full)).isEqualTo(Intended.DONE);

    assertThat(given.read(full.account().id())).isEqualTo(full);
    assertThat(trail(full.account().id())).containsExactly(Event.Kind.ACCOUNT_INTENDED);
  }

  private EnrolledAccount full(Pool pool, TargetService service) {
    Instant now = clock.instant();
    Account account =
        new Account(
            drafts.id(),
            Drafts.PROJECT,
            pool.id(),
            "Ünï code'\"\\",
            "a@example.test",
            Drafts.sealed("s"),
            Map.of("country", "KR", "a.b", "$", "\"quoted\"", "{}"),
            Map.of("run", "gh-1", "", ""),
            AccountState.PENDING,
            41,
            7,
            FailurePolicy.ABANDON,
            drafts.id(),
            given.job(pool, 1).id(),
            "because",
            now.plusSeconds(60),
            now.minusSeconds(1),
            now);
    Enrollment enrollment =
        new Enrollment(
            account.id(),
            service.id(),
            3,
            Desired.ABSENT,
            Observed.UNKNOWN,
            true,
            "remote",
            5,
            true,
            2,
            now.plusSeconds(1),
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            "it said no");
    return new EnrolledAccount(account, List.of(enrollment));
  }

  @Test
  void timesAreKeptToTheMicrosecond() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Instant micros = clock.instant();
    clock.set(micros.plusNanos(999));

    EnrolledAccount free = given.free(pool);

    assertThat(free.account().createdAt()).isEqualTo(micros);
    assertThat(free.account().changedAt()).isEqualTo(micros);
  }

  @Test
  void aNameIsTakenForEver() {
    Pool pool = given.stored(drafts.pool("buyers", OnRelease.DELETE, given.service("shop")));
    EnrolledAccount first = given.free(pool);
    given.released(given.lease(pool));
    given.converge(given.due(pool.members().getFirst().service()));
    EnrolledAccount second = named(drafts.account(pool), first.account().username());

    assertThat(given.read(first.account().id()).account().state()).isEqualTo(AccountState.DELETED);
    assertThat(intend(second)).isEqualTo(Intended.USERNAME_TAKEN);
    assertThat(store.accounts().account(Drafts.PROJECT, second.account().id())).isEmpty();
    assertThat(trail(second.account().id())).isEmpty();
  }

  @Test
  void aBatchIsAnsweredInItsOrderAndOnesTroubleIsItsOwn() {
    Pool pool = given.pool("buyers", given.service("shop"));
    EnrolledAccount first = drafts.account(pool);
    EnrolledAccount twin = named(drafts.account(pool), first.account().username());
    EnrolledAccount third = drafts.account(pool);

    List<Intended> answers = store.ledger().intend(List.of(due(first), due(twin), due(third)));

    assertThat(answers).containsExactly(Intended.DONE, Intended.USERNAME_TAKEN, Intended.DONE);
    assertThat(store.pools().existing(pool.id())).isEqualTo(2);
  }

  @Test
  void aPoolHoldsAsManyAsItMay() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Intent first = atMost(1);
    assertThat(store.ledger().intend(List.of(first))).containsExactly(Intended.DONE);

    assertThat(store.ledger().intend(List.of(atMost(1)))).containsExactly(Intended.POOL_FULL);
    assertThat(store.ledger().intend(List.of(atMost(2)))).containsExactly(Intended.DONE);
    assertThat(store.pools().existing(pool.id())).isEqualTo(2);
  }

  private Intent atMost(int most) {
    Pool pool = store.pools().pool(Drafts.PROJECT, "buyers").orElseThrow();
    Intent intent = due(drafts.account(pool));
    return new Intent(intent.account(), most, intent.event());
  }

  @Test
  void aDeletedAccountMakesRoom() {
    Pool pool = given.stored(drafts.pool("buyers", OnRelease.DELETE, given.service("shop")));
    given.free(pool);
    given.released(given.lease(pool));
    assertThat(store.pools().existing(pool.id())).isEqualTo(1);

    given.converge(given.due(pool.members().getFirst().service()));

    assertThat(store.pools().existing(pool.id())).isZero();
  }

  @Test
  void anAccountOutsidePoolsIsNotCounted() {
    TargetService service = given.service("shop");
    EnrolledAccount simple = drafts.simple(service);
    Intent intent = due(simple);

    assertThat(store.ledger().intend(List.of(new Intent(intent.account(), 0, intent.event()))))
        .containsExactly(Intended.DONE);
  }

  @Test
  void nothingIsIntendedForAPoolOrServiceThatWasRemoved() {
    TargetService shop = given.service("shop");
    Pool pool = given.pool("buyers", shop);
    EnrolledAccount inPool = drafts.account(pool);
    EnrolledAccount inService = drafts.simple(shop);

    assertThat(store.pools().remove(pool, drafts.event(Event.Kind.POOL_REMOVED)))
        .isEqualTo(Write.DONE);
    assertThat(intend(inPool)).isEqualTo(Intended.POOL_GONE);
    assertThat(store.services().remove(shop, drafts.event(Event.Kind.SERVICE_REMOVED)))
        .isEqualTo(Write.DONE);
    assertThat(intend(inService)).isEqualTo(Intended.POOL_GONE);
  }

  @Test
  void whatWasAnsweredIsThereAfterTheStoreWasClosed() {
    Pool pool = given.pool("buyers", given.service("shop"));
    EnrolledAccount free = given.free(pool);

    reopen();

    assertThat(given.read(free.account().id())).isEqualTo(free);
    assertThat(store.pools().pool(Drafts.PROJECT, "buyers")).contains(pool);
    assertThat(given.lease(pool).account()).isEqualTo(free.account().id());
  }

  private Intended intend(EnrolledAccount account) {
    return store.ledger().intend(List.of(drafts.intent(account))).getFirst();
  }

  private Intent due(EnrolledAccount draft) {
    return drafts.intent(Convergence.due(draft, clock.instant()));
  }

  private static EnrolledAccount named(EnrolledAccount draft, String username) {
    Account account = draft.account();
    return new EnrolledAccount(
        new Account(
            account.id(),
            account.project(),
            account.pool(),
            username,
            account.email(),
            account.secret(),
            account.attributes(),
            account.labels(),
            account.state(),
            account.epoch(),
            account.uses(),
            account.onFailure(),
            account.reservation(),
            account.job(),
            account.reason(),
            account.heldUntil(),
            account.createdAt(),
            account.changedAt()),
        draft.enrollments());
  }
}
