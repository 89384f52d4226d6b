package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.JobStore.Plan;
import dev.testaccounts.core.job.JobStore.Planned;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which accounts a clean-up takes; each case is asked of the dry run first, then of the deed. */
public abstract class SelectionContract extends StoreContract {

  private static final Map<String, String> RUN = Map.of("run", "gh-1");

  @Test
  void aPoolSelectsItsOwn() {
    TargetService shop = given.service("shop");
    Pool buyers = given.pool("buyers", shop);
    Id free = id(given.free(buyers));
    given.free(given.pool("sellers", shop));

    assertSelects(new Selector(buyers.id(), Map.of(), List.of(), null, false), free);
  }

  @Test
  void aTimeSelectsWhatWasMadeBefore() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Id old = id(given.free(pool));
    clock.advance(Duration.ofSeconds(1));
    given.free(pool);

    assertSelects(new Selector(null, Map.of(), List.of(), clock.instant(), false), old);
  }

  @Test
  void aStateSelectsThoseInIt() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    Id pending = id(given.pending(pool));

    assertSelects(
        new Selector(null, Map.of(), List.of(), null, AccountState.PENDING, false), pending);
  }

  @Test
  void namedAccountsAreSelectedAndOnlyThoseThatFitTheRestToo() {
    TargetService shop = given.service("shop");
    Pool buyers = given.pool("buyers", shop);
    Id first = id(given.free(buyers));
    given.free(buyers);
    Id elsewhere = id(given.free(given.pool("sellers", shop)));
    List<Id> named = List.of(first, elsewhere, drafts.id());

    assertSelects(new Selector(buyers.id(), Map.of(), named, null, false), first);
  }

  @Test
  void labelsOfTheAccountSelect() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Id carries = id(labelled(pool, Map.of("run", "gh-1", "other", "x")));
    labelled(pool, Map.of("run", "gh-10"));
    labelled(pool, Map.of("other", "gh-1"));

    assertSelects(new Selector(null, RUN, List.of(), null, false), carries);
  }

  @Test
  void allLabelsMustBeCarriedWhateverCharactersTheyHold() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Map<String, String> odd = Map.of("$.a[0]", "\"'\\%_", "é", "{}");
    Id carries = id(labelled(pool, odd));
    labelled(pool, Map.of("é", "{}"));

    assertSelects(new Selector(null, odd, List.of(), null, false), carries);
  }

  @Test
  void aLeasedAccountIsSelectedByItsLeasesLabelsAlone() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Id mine = id(given.free(pool));
    given.lease(pool, RUN);
    labelled(pool, RUN);
    given.lease(pool, Map.of("run", "gh-2"));

    assertSelects(new Selector(null, RUN, List.of(), null, false), mine);
  }

  @Test
  void aLeasedAccountIsSpared() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    given.lease(pool, RUN);
    Id free = id(given.free(pool));

    assertSelects(new Selector(pool.id(), Map.of(), List.of(), null, false), free);
  }

  @Test
  void aLeasedAccountIsSelectedWhereTheSelectorSaysSo() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Id leased = id(given.free(pool));
    given.lease(pool);

    assertSelects(new Selector(pool.id(), Map.of(), List.of(), null, true), leased);
  }

  @Test
  void aLeaseThatIsOverGivesItsAccountNoLabels() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    given.released(given.lease(pool, RUN));

    assertSelects(new Selector(null, RUN, List.of(), null, true));
  }

  @Test
  void aPlanTellsStatesLeasesAndTheFirst() {
    Pool pool = given.pool("buyers", given.service("shop"));
    EnrolledAccount leased = given.free(pool);
    clock.advance(Duration.ofMillis(1));
    given.free(pool);
    given.free(pool);
    given.lease(pool);

    Selector all = new Selector(pool.id(), Map.of(), List.of(), null, true);
    Planned first = new Planned(id(leased), leased.account().username(), AccountState.LEASED);
    Map<AccountState, Long> states = Map.of(AccountState.LEASED, 1L, AccountState.FREE, 2L);
    assertThat(store.jobs().plan(Drafts.PROJECT, all, 1))
        .isEqualTo(new Plan(3, states, 1, List.of(first)));
  }

  @Test
  void theSimpleCleanupTakesOnlyWhatIsInNoPoolAndHurriesWhatWaits() {
    TargetService shop = given.service("shop");
    EnrolledAccount pooled = given.free(given.pool("buyers", shop));
    Id simple = id(given.free(drafts.simple(shop)));
    condemnSimple();
    Work work = given.due(shop.id()).getFirst();
    given.observe(
        work, new Outcome.Retry(Observed.PRESENT, clock.instant().plusSeconds(60), "busy", null));

    condemnSimple();

    assertThat(given.read(id(pooled))).isEqualTo(pooled);
    assertThat(given.read(simple).enrollments())
        .singleElement()
        .returns(clock.instant(), Enrollment::dueAt)
        .returns(1, Enrollment::failures);
    assertThat(trail(simple)).containsOnlyOnce(Event.Kind.ACCOUNT_CONDEMNED);
  }

  @Test
  void theSimpleCleanupLeavesAWorkerItsClaim() {
    TargetService shop = given.service("shop");
    Id simple = id(given.free(drafts.simple(shop)));
    condemnSimple();
    Work work = given.due(shop.id()).getFirst();
    clock.advance(Duration.ofSeconds(1));

    condemnSimple();

    assertThat(given.read(simple).in(shop.id()).dueAt()).isEqualTo(work.before().dueAt());
    assertThat(given.observe(work, Given.converged(work))).isPresent();
  }

  private void assertSelects(Selector selector, Id... expected) {
    Plan plan = store.jobs().plan(Drafts.PROJECT, selector, 100);
    assertThat(plan.sample()).extracting(Planned::account).containsExactlyInAnyOrder(expected);
    assertThat(plan.total()).isEqualTo(expected.length);
    assertThat(condemned(selector)).containsExactlyInAnyOrder(expected);
  }

  private Set<Id> condemned(Selector selector) {
    Job job = drafts.job(Job.Kind.CLEANUP, null, 0);
    Job done =
        Promises.started(
            store
                .jobs()
                .condemn(
                    job, selector, drafts.event(Event.Kind.CLEANUP_REQUESTED), Drafts.anyNumber()));
    return store.jobs().items(Drafts.PROJECT, done.id(), Page.Request.first(100)).items().stream()
        .map(Job.Item::account)
        .collect(Collectors.toSet());
  }

  private EnrolledAccount labelled(Pool pool, Map<String, String> labels) {
    return given.free(drafts.account(pool, FailurePolicy.RETRY, null, null, labels));
  }

  private void condemnSimple() {
    store
        .jobs()
        .condemnSimple(
            Drafts.PROJECT, drafts.event(Event.Kind.CLEANUP_REQUESTED), Drafts.anyNumber());
  }

  private static Id id(EnrolledAccount account) {
    return account.account().id();
  }
}
