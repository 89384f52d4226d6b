package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.AccountStore.Filter;
import dev.testaccounts.core.account.AccountStore.Remaining;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Accounts, read. */
public abstract class AccountStoreContract extends StoreContract {

  @Test
  void pagesHoldEachAccountOnceWithAllItsServicesInTheOrderTheyWereMade() {
    Pool pool = given.pool("buyers", given.service("shop"), given.service("stock"));
    List<EnrolledAccount> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofMillis(1));
      made.add(given.free(pool));
    }

    Page<EnrolledAccount> first = list(Filter.all(), new Page.Request(2, null));
    Page<EnrolledAccount> second = list(Filter.all(), new Page.Request(2, first.next()));
    Page<EnrolledAccount> third = list(Filter.all(), new Page.Request(2, second.next()));

    assertThat(first.items()).isEqualTo(made.subList(0, 2));
    assertThat(second.items()).isEqualTo(made.subList(2, 4));
    assertThat(third).isEqualTo(new Page<>(made.subList(4, 5), null));
  }

  @Test
  void aPageThatIsJustFullIsTheLast() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    given.free(pool);

    assertThat(list(Filter.all(), Page.Request.first(2)).next()).isNull();
  }

  @Test
  void filtersAreAllKept() {
    Pool buyers = given.pool("buyers", given.service("shop"));
    Pool sellers = given.pool("sellers", given.service("stock"));
    EnrolledAccount free = given.free(buyers);
    EnrolledAccount pending = given.pending(buyers);
    EnrolledAccount sold = given.free(sellers);

    assertThat(items(new Filter(buyers.id(), null, null))).containsExactly(free, pending);
    assertThat(items(new Filter(buyers.id(), AccountState.FREE, null))).containsExactly(free);
    assertThat(items(new Filter(null, AccountState.FREE, null))).containsExactly(free, sold);
    assertThat(items(new Filter(null, null, sold.account().username()))).containsExactly(sold);
    assertThat(items(new Filter(buyers.id(), null, sold.account().username()))).isEmpty();
  }

  @Test
  void tombstonesAreShownOnlyWhereTheyAreAskedFor() {
    Pool pool = given.stored(drafts.pool("buyers", OnRelease.DELETE, given.service("shop")));
    EnrolledAccount gone = given.free(pool);
    given.released(given.lease(pool));
    given.converge(given.due(pool.members().getFirst().service()));

    assertThat(items(Filter.all())).isEmpty();
    assertThat(items(new Filter(pool.id(), AccountState.DELETED, null)))
        .singleElement()
        .returns(gone.account().id(), each -> each.account().id());
    assertThat(store.accounts().census(pool.id())).isEmpty();
  }

  @Test
  void anotherProjectSeesNothing() {
    EnrolledAccount free = given.free(given.pool("buyers", given.service("shop")));

    assertThat(store.accounts().account("other", free.account().id())).isEmpty();
    assertThat(store.accounts().accounts("other", Filter.all(), Page.Request.first(10)).items())
        .isEmpty();
  }

  @Test
  void aCensusCountsEachStateOfOnePool() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(given.pool("sellers", given.service("stock")));
    given.free(pool);
    given.free(pool);
    given.pending(pool);
    given.lease(pool);

    assertThat(store.accounts().census(pool.id()))
        .isEqualTo(
            Map.of(AccountState.FREE, 1L, AccountState.LEASED, 1L, AccountState.PENDING, 1L));
  }

  @Test
  void whatWasUsedAndFellFreeAfterATimeIsTold() {
    TargetService shop = given.service("shop");
    Pool pool = given.pool("buyers", shop);
    Instant begin = clock.instant();
    used(pool, shop);
    Instant first = clock.instant();
    used(given.pool("sellers", shop), shop);
    clock.advance(Duration.ofSeconds(5));
    given.free(pool);
    given.lease(pool);
    used(pool, shop);

    assertThat(store.accounts().usedAndFreeSince(pool.id(), begin, 9))
        .containsExactly(clock.instant());
    assertThat(store.accounts().usedAndFreeSince(pool.id(), first, 9))
        .containsExactly(clock.instant());
    assertThat(store.accounts().usedAndFreeSince(pool.id(), clock.instant(), 9)).isEmpty();
    assertThat(store.accounts().usedAndFreeSince(pool.id(), begin, 0)).isEmpty();
  }

  private void used(Pool pool, TargetService service) {
    given.free(pool);
    clock.advance(Duration.ofSeconds(1));
    given.released(given.lease(pool));
    given.converge(given.due(service.id()));
  }

  @Test
  void whatRemainsOfTheSimpleApiIsCountedWithWhatFails() {
    TargetService service = given.service("shop");
    given.free(given.pool("buyers", service));
    given.free(drafts.simple(service));
    given.free(drafts.simple(service));
    assertThat(remaining(1)).isEqualTo(new Remaining(2, 0));

    store
        .jobs()
        .condemnSimple(
            Drafts.PROJECT, drafts.event(Event.Kind.CLEANUP_REQUESTED), Drafts.anyNumber());
    List<Work> works = given.due(service.id());
    given.observe(works.get(0), retry());
    given.observe(works.get(1), Given.converged(works.get(1)));

    assertThat(remaining(1)).isEqualTo(new Remaining(1, 1));
    assertThat(remaining(2)).isEqualTo(new Remaining(1, 0));
  }

  @Test
  void whatWaitsForTheEndOfAMaintenanceDoesNotGetOn() {
    TargetService service = given.service("shop");
    given.free(drafts.simple(service));
    store
        .jobs()
        .condemnSimple(
            Drafts.PROJECT, drafts.event(Event.Kind.CLEANUP_REQUESTED), Drafts.anyNumber());

    store
        .services()
        .update(drafts.inMaintenance(service), drafts.event(Event.Kind.SERVICE_CHANGED));

    assertThat(remaining(1)).isEqualTo(new Remaining(1, 1));
    given.due(service.id());
    assertThat(remaining(1)).as("a worker is at it").isEqualTo(new Remaining(1, 0));
  }

  @Test
  void whatIsQuarantinedRemainsAndFails() {
    TargetService service = given.service("shop");
    given.pending(drafts.simple(service));
    store
        .jobs()
        .condemnSimple(
            Drafts.PROJECT, drafts.event(Event.Kind.CLEANUP_REQUESTED), Drafts.anyNumber());
    given.free(drafts.simple(service));
    store
        .jobs()
        .condemnSimple(
            Drafts.PROJECT, drafts.event(Event.Kind.CLEANUP_REQUESTED), Drafts.anyNumber());
    Work work = given.due(service.id()).getFirst();

    given.observe(work, new Outcome.Failed(Observed.PRESENT, "forbidden"));

    assertThat(remaining(100)).isEqualTo(new Remaining(1, 1));
  }

  private Outcome retry() {
    return new Outcome.Retry(Observed.PRESENT, clock.instant().plusSeconds(60), "busy", null);
  }

  private Remaining remaining(int failures) {
    return store.accounts().remaining(Drafts.PROJECT, failures);
  }

  private List<EnrolledAccount> items(Filter filter) {
    return list(filter, Page.Request.first(10)).items();
  }

  private Page<EnrolledAccount> list(Filter filter, Page.Request page) {
    return store.accounts().accounts(Drafts.PROJECT, filter, page);
  }
}
