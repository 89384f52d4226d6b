package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.account.Reopening;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.JobStore.Allowance;
import dev.testaccounts.core.job.JobStore.Condemned;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Deletions are counted where they are kept, and looked at in the commit that adds to them. */
public abstract class DeletionCapContract extends StoreContract {

  @Test
  void whatIsOverTheCapChangesNothing() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Id first = given.free(pool).account().id();
    given.free(pool);
    Event newest = Promises.newestEvent(store);

    assertThat(condemn(pool, clock.instant(), 1)).isEqualTo(new Condemned.OverCap(2, 0));

    assertThat(given.read(first).account().state()).isEqualTo(AccountState.FREE);
    assertThat(Promises.newestEvent(store)).isEqualTo(newest);
    assertThat(store.jobs().deletionsSince(Drafts.PROJECT, Instant.EPOCH)).isZero();
  }

  @Test
  void whatReachesTheCapIsDoneAndCounts() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    given.free(pool);
    Job job = Promises.started(condemn(pool, clock.instant(), 2));
    assertThat(job.total()).isEqualTo(2);
    given.free(pool);

    reopen();

    assertThat(condemn(pool, clock.instant(), 2)).isEqualTo(new Condemned.OverCap(1, 2));
    assertThat(Promises.started(condemn(pool, clock.instant(), 3)).total()).isEqualTo(1);
  }

  @Test
  void onlyWhatIsYoungEnoughAndOfTheProjectCounts() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    condemn(pool, clock.instant(), 1);
    Instant then = clock.instant();
    clock.advance(Duration.ofMillis(1));

    assertThat(store.jobs().deletionsSince(Drafts.PROJECT, then)).isEqualTo(1);
    assertThat(store.jobs().deletionsSince(Drafts.PROJECT, clock.instant())).isZero();
    assertThat(store.jobs().deletionsSince("other", then)).isZero();
    given.free(pool);
    assertThat(Promises.started(condemn(pool, clock.instant(), 1)).total()).isEqualTo(1);
  }

  @Test
  void aCleanupOfNothingIsNeverTooMuch() {
    Pool pool = given.pool("buyers", given.service("shop"));

    assertThat(Promises.started(condemn(pool, clock.instant(), 0)).total()).isZero();
  }

  @Test
  void theSimpleApiIsUnderTheSameCap() {
    TargetService shop = given.service("shop");
    Id simple = given.free(drafts.simple(shop)).account().id();
    Event event = drafts.event(Event.Kind.CLEANUP_REQUESTED);

    assertThat(store.jobs().condemnSimple(Drafts.PROJECT, event, new Allowance(event.at(), 0)))
        .contains(new Condemned.OverCap(1, 0));
    assertThat(given.read(simple).account().state()).isEqualTo(AccountState.FREE);

    assertThat(store.jobs().condemnSimple(Drafts.PROJECT, event, new Allowance(event.at(), 1)))
        .isEmpty();
    assertThat(given.read(simple).account().state()).isEqualTo(AccountState.DELETING);
    assertThat(store.jobs().condemnSimple(Drafts.PROJECT, event, new Allowance(event.at(), 1)))
        .as("what goes already does not count twice")
        .isEmpty();
  }

  @Test
  void whatIsDeletedByHandCounts() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Intervention deletion = deletion(given.free(pool).account().id());

    store.ledger().intervene(List.of(deletion));

    assertThat(store.jobs().deletionsSince(Drafts.PROJECT, clock.instant())).isEqualTo(1);
  }

  @Test
  void straysAreUnderTheSameCap() {
    TargetService shop = given.service("shop");
    List<Intent> strays = List.of(stray(shop), stray(shop));
    Event newest = Promises.newestEvent(store);

    assertThat(store.jobs().condemnStrays(Drafts.PROJECT, strays, allowance(1))).isEmpty();
    assertThat(Promises.newestEvent(store)).isEqualTo(newest);
    assertThat(given.due(shop.id())).isEmpty();

    assertThat(store.jobs().condemnStrays(Drafts.PROJECT, strays, allowance(2)))
        .contains(List.of(Intended.DONE, Intended.DONE));
    assertThat(given.due(shop.id())).hasSize(2);
    assertThat(store.jobs().condemnStrays(Drafts.PROJECT, List.of(stray(shop)), allowance(2)))
        .as("those before count")
        .isEmpty();
    assertThat(store.jobs().condemnStrays(Drafts.PROJECT, List.of(strays.getFirst()), allowance(3)))
        .as("one that is known is not condemned twice")
        .contains(List.of(Intended.USERNAME_TAKEN));
  }

  private Allowance allowance(long most) {
    return new Allowance(clock.instant(), most);
  }

  private Intent stray(TargetService service) {
    EnrolledAccount stray =
        Convergence.stray(drafts.simple(service), null, "an orphan", clock.instant());
    return new Intent(
        stray,
        Integer.MAX_VALUE,
        Event.ofAccount(
            Drafts.PROJECT,
            clock.instant(),
            "operator",
            Event.Kind.ACCOUNT_CONDEMNED,
            stray.account().id(),
            Map.of()));
  }

  @Test
  void whatLingersIsUnderTheSameCap() {
    TargetService shop = given.service("shop");
    TargetService other = given.service("other");
    Id tombstone = deleted(shop);
    List<Reopening> there = List.of(reopening(tombstone, shop), reopening(tombstone, shop));

    assertThat(store.jobs().condemnAgain(Drafts.PROJECT, there, allowance(1))).isEmpty();
    assertThat(given.read(tombstone).account().state()).isEqualTo(AccountState.DELETED);

    assertThat(store.jobs().condemnAgain(Drafts.PROJECT, there, allowance(2)))
        .as("one that is being deleted is no tombstone")
        .contains(List.of(true, false));
    reopen();
    EnrolledAccount again = given.read(tombstone);
    assertThat(again.account().state()).isEqualTo(AccountState.DELETING);
    assertThat(again.account().reason()).isEqualTo("still there");
    assertThat(again.in(shop.id()).remoteId()).isEqualTo("there");
    assertThat(store.jobs().deletionsSince(Drafts.PROJECT, clock.instant())).isEqualTo(1);
    given.converge(given.due(shop.id()));
    assertThat(given.read(tombstone).account().state()).isEqualTo(AccountState.DELETED);
    assertThat(
            store
                .jobs()
                .condemnAgain(Drafts.PROJECT, List.of(reopening(tombstone, other)), allowance(9)))
        .as("in a service in which it never was")
        .contains(List.of(true));
    reopen();
    assertThat(given.read(tombstone).enrollments()).hasSize(2);
    assertThat(given.due(other.id())).hasSize(1);
  }

  @Test
  void nothingIsReopenedThatIsGoneOrNotOurs() {
    TargetService shop = given.service("shop");
    Id free = given.free(drafts.simple(shop)).account().id();
    Id tombstone = deleted(shop);
    Reopening ours = reopening(tombstone, shop);
    Reopening theirs =
        new Reopening(
            "other",
            tombstone,
            shop.id(),
            null,
            Map.of(Reopening.REASON, "still there"),
            "operator",
            clock.instant());

    assertThat(
            store
                .jobs()
                .condemnAgain(
                    Drafts.PROJECT,
                    List.of(
                        reopening(free, shop),
                        reopening(drafts.simple(shop).account().id(), shop),
                        theirs,
                        new Reopening(
                            ours.project(),
                            ours.account(),
                            drafts.simple(shop).account().id(),
                            null,
                            ours.detail(),
                            ours.actor(),
                            ours.now())),
                    allowance(9)))
        .contains(List.of(false, false, false, false));

    assertThat(given.read(free).account().state()).isEqualTo(AccountState.FREE);
    assertThat(given.read(tombstone).account().state()).isEqualTo(AccountState.DELETED);
    assertThat(given.due(shop.id())).isEmpty();
  }

  private Id deleted(TargetService service) {
    Id account = given.free(drafts.simple(service)).account().id();
    store.ledger().intervene(List.of(deletion(account)));
    given.converge(given.due(service.id()));
    clock.advance(Duration.ofMillis(1));
    return account;
  }

  private Reopening reopening(Id account, TargetService service) {
    return new Reopening(
        Drafts.PROJECT,
        account,
        service.id(),
        "there",
        Map.of(Reopening.REASON, "still there"),
        "operator",
        clock.instant());
  }

  @Test
  void whatHasVanishedIsUnderTheSameCap() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Intervention first = deletion(given.free(pool).account().id());
    Intervention second = deletion(given.free(pool).account().id());

    assertThat(store.jobs().condemnVanished(Drafts.PROJECT, List.of(first, second), allowance(1)))
        .isEmpty();
    assertThat(given.read(first.account()).account().state()).isEqualTo(AccountState.FREE);

    assertThat(store.jobs().condemnVanished(Drafts.PROJECT, List.of(first), allowance(1)))
        .hasValueSatisfying(
            replies ->
                assertThat(replies).singleElement().isInstanceOf(Intervention.Reply.Done.class));
    assertThat(given.read(first.account()).account().state()).isEqualTo(AccountState.DELETING);
    assertThat(store.jobs().condemnVanished(Drafts.PROJECT, List.of(second), allowance(1)))
        .isEmpty();
  }

  private Intervention deletion(Id account) {
    return new Intervention(
        Drafts.PROJECT,
        account,
        Intervention.Action.DELETE,
        Drafts.next("next"),
        null,
        "operator",
        clock.instant());
  }

  private Condemned condemn(Pool pool, Instant since, long most) {
    return store
        .jobs()
        .condemn(
            drafts.job(Job.Kind.CLEANUP, null, 0),
            new Selector(pool.id(), Map.of(), List.of(), null, false),
            drafts.event(Event.Kind.CLEANUP_REQUESTED),
            new Allowance(since, most));
  }
}
