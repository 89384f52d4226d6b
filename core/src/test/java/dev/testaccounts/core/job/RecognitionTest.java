package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Sweep.Action;
import dev.testaccounts.core.job.Sweep.Fate;
import dev.testaccounts.core.job.Sweep.Lingering;
import dev.testaccounts.core.job.Sweep.Orphan;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.TargetService;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What counts is whether the ledger knows an account in the service that is swept. */
class RecognitionTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final String NAME = "test_0a1b2c3d";

  private final World world = new World();
  private final TargetService shop = world.service("shop", Capability.LIST);
  private final TargetService other =
      world.moved(world.service("other"), URI.create("http://other.test:8082"));
  private final Map<String, String> there = world.model(shop).accounts;
  private final Orphans orphans = world.orphans(new DeletionCap(2));

  RecognitionTest() {
    world.jobStore.used = 0;
  }

  @Test
  void what_was_deleted_and_is_still_listed_is_deleted_once_more() {
    Account account = deleted(shop);
    there.put(NAME, "it lied");

    assertThat(sweep(Action.DELETE)).as("the list may be older").isEqualTo(nothing());
    world.clock.advance(HOUR);
    assertThat(sweep(Action.REPORT).lingering())
        .containsExactly(new Lingering(account.id(), NAME, Fate.FOUND));
    Sweep sweep = sweep(Action.DELETE);

    assertThat(sweep.orphans()).isEmpty();
    assertThat(sweep.lingering())
        .containsExactly(new Lingering(account.id(), NAME, Fate.CONDEMNED));
    assertThat(there).containsKey(NAME);
    assertThat(state(account)).isEqualTo(AccountState.DELETING);
    assertThat(world.accounts.get(account.id()).in(shop.id()).remoteId()).isEqualTo("id-" + NAME);
    Event event = world.accounts.events.getLast();
    assertThat(event.kind()).isEqualTo(Event.Kind.ACCOUNT_CONDEMNED);
    assertThat(event.account()).isEqualTo(account.id());
    assertThat(event.actor()).isEqualTo(ANN.name());
    assertThat(event.detail())
        .containsEntry("service", "shop")
        .containsEntry("reason", "deleted here, and still there");
    world.reconciler.step();
    assertThat(there).isEmpty();
    assertThat(state(account)).isEqualTo(AccountState.DELETED);
  }

  @Test
  void a_name_that_was_somebody_elses_all_along_is_left_alone() {
    Account account = deleted(shop);
    there.put(NAME, "somebody else's");
    foreign(world.accounts.get(account.id()), shop);
    world.clock.advance(HOUR);

    assertThat(sweep(Action.DELETE)).isEqualTo(nothing());
    assertThat(state(account)).isEqualTo(AccountState.DELETED);
  }

  @Test
  void what_was_deleted_in_another_service_is_an_orphan_in_this_one() {
    Account account = deleted(other);
    there.put(NAME, "x");

    assertThat(sweep(Action.REPORT)).as("the list may be older").isEqualTo(nothing());
    world.clock.advance(HOUR);
    assertThat(sweep(Action.DELETE).orphans())
        .containsExactly(new Orphan(NAME, "id-" + NAME, account.id(), Fate.CONDEMNED));

    assertThat(world.accounts.events.getLast().detail()).containsEntry("reason", "an orphan");
    world.reconciler.step();
    assertThat(there).isEmpty();
    assertThat(world.model(other).calls).containsOnlyOnce("delete");
    assertThat(state(account)).isEqualTo(AccountState.DELETED);
    assertThat(world.accounts.all()).hasSize(1);
  }

  @Test
  void while_its_name_is_in_use_elsewhere_an_orphan_is_kept() {
    Account account = made(other);
    there.put(NAME, "x");
    there.put("test_99999999", "x");

    assertThat(sweep(Action.DELETE).orphans())
        .containsExactlyInAnyOrder(
            new Orphan(NAME, "id-" + NAME, account.id(), Fate.KEPT),
            new Orphan("test_99999999", "id-test_99999999", null, Fate.CONDEMNED));

    assertThat(state(account)).isEqualTo(AccountState.FREE);
    world.reconciler.step();
    assertThat(there).containsOnlyKeys(NAME);
  }

  @Test
  void two_registrations_of_one_address_are_one_service() {
    TargetService again = world.moved(other, shop.spec().url());
    made(again);
    there.put(NAME, "x");

    assertThat(sweep(Action.DELETE)).isEqualTo(nothing());
  }

  @Test
  void what_lingers_under_one_registration_goes_by_the_other() {
    Account account = deleted(world.moved(other, shop.spec().url()));
    there.put(NAME, "x");
    world.clock.advance(HOUR);

    assertThat(sweep(Action.DELETE).lingering())
        .containsExactly(new Lingering(account.id(), NAME, Fate.CONDEMNED));
    world.reconciler.step();
    assertThat(there).isEmpty();
  }

  @Test
  void what_another_project_knows_is_left_to_it() {
    TargetService theirs =
        world.moved(
            world.serviceOf("their-project", "shop"), URI.create("http://theirs.test:8082"));
    due(world.drafts.draft("their-project", theirs.id(), NAME, purpose(), world.clock.instant()));
    there.put(NAME, "x");

    assertThat(sweep(Action.DELETE)).isEqualTo(nothing());
  }

  @Test
  void what_another_project_has_is_left_to_it_although_it_was_ours_once() {
    Account account = deleted(shop);
    TargetService theirs =
        world.moved(
            world.serviceOf("their-project", "shop"), URI.create("http://theirs.test:8082"));
    due(world.drafts.draft("their-project", theirs.id(), NAME, purpose(), world.clock.instant()));
    there.put(NAME, "theirs");
    world.clock.advance(HOUR);

    assertThat(sweep(Action.DELETE)).isEqualTo(nothing());
    assertThat(state(account)).isEqualTo(AccountState.DELETED);
  }

  @Test
  void somebody_elses_name_is_left_alone_under_whichever_address_it_was_seen() {
    Account account = deleted(other);
    foreign(world.accounts.get(account.id()), other);
    there.put(NAME, "somebody else's");
    world.clock.advance(HOUR);

    assertThat(sweep(Action.DELETE)).isEqualTo(nothing());
    assertThat(state(account)).isEqualTo(AccountState.DELETED);
  }

  /** Keycloak, for one, makes lower case of every name. */
  @Test
  void a_name_that_the_service_hands_back_in_lower_case_is_known() {
    world.poolStore.put(Samples.pool("qa", "QA-{run}-{hex:6}", Map.of(), shop));
    Account account = made(shop, "QA-GH-7-0a1b2c");
    there.clear();
    there.put("qa-gh-7-0a1b2c", "the same");
    there.put("qa-gh-8-0a1b2c", "unknown");

    assertThat(sweep(Action.DELETE))
        .isEqualTo(
            new Sweep(
                2,
                List.of(new Orphan("qa-gh-8-0a1b2c", "id-qa-gh-8-0a1b2c", null, Fate.CONDEMNED)),
                List.of(),
                List.of()));
    assertThat(state(account)).isEqualTo(AccountState.FREE);
  }

  @Test
  void so_is_one_of_another_project() {
    TargetService theirs =
        world.moved(
            world.serviceOf("their-project", "shop"), URI.create("http://theirs.test:8082"));
    world.poolStore.put(Samples.pool("qa", "QA-{hex:6}", Map.of(), shop));
    due(
        world.drafts.draft(
            "their-project", theirs.id(), "QA-0a1b2c", purpose(), world.clock.instant()));
    there.put("qa-0a1b2c", "x");

    assertThat(sweep(Action.DELETE)).isEqualTo(nothing());
  }

  @Test
  void what_was_deleted_and_is_listed_in_lower_case_lingers() {
    world.poolStore.put(Samples.pool("qa", "QA-{hex:6}", Map.of(), shop));
    Account account = deleted(made(shop, "QA-0a1b2c"));
    there.put("qa-0a1b2c", "it lied");
    world.clock.advance(HOUR);

    assertThat(sweep(Action.REPORT).lingering())
        .containsExactly(new Lingering(account.id(), "qa-0a1b2c", Fate.FOUND));
  }

  @Test
  void what_is_kept_anyway_does_not_count() {
    world.jobStore.used = 2;
    made(other);
    there.put(NAME, "x");

    assertThat(sweep(Action.DELETE).orphans()).extracting(Orphan::fate).containsExactly(Fate.KEPT);
    assertThat(world.jobStore.allowances).isEmpty();
  }

  @Test
  void what_lingers_counts_against_the_cap() {
    deleted(shop);
    world.clock.advance(HOUR);
    List.of(NAME, "test_00000001", "test_00000002").forEach(each -> there.put(each, "x"));

    assertThat(problem(orphans.sweep(ANN, "shop", Action.DELETE, HOUR)).detail())
        .startsWith("this would delete 3 accounts");
  }

  private static Sweep nothing() {
    return new Sweep(1, List.of(), List.of(), List.of());
  }

  private Sweep sweep(Action action) {
    return value(orphans.sweep(ANN, "shop", action, HOUR));
  }

  private AccountState state(Account account) {
    return world.accounts.get(account.id()).account().state();
  }

  private Account deleted(TargetService service) {
    return deleted(made(service));
  }

  private Account deleted(Account account) {
    world.accounts.put(
        Convergence.condemn(world.accounts.get(account.id()), null, world.clock.instant()));
    world.reconciler.step();
    assertThat(state(account)).isEqualTo(AccountState.DELETED);
    return account;
  }

  private Account made(TargetService service) {
    return made(service, NAME);
  }

  private Account made(TargetService service, String name) {
    EnrolledAccount draft =
        world.drafts.draft(ANN.project(), service.id(), name, purpose(), world.clock.instant());
    due(draft);
    world.reconciler.step();
    return world.accounts.get(draft.account().id()).account();
  }

  private static AccountDrafts.Purpose purpose() {
    return new AccountDrafts.Purpose(Map.of(), FailurePolicy.RETRY, null, null);
  }

  private void due(EnrolledAccount draft) {
    world.accounts.put(Convergence.due(draft, world.clock.instant()));
  }

  private void foreign(EnrolledAccount tombstone, TargetService service) {
    Enrollment own = tombstone.in(service.id());
    Enrollment foreign =
        new Enrollment(
            own.account(),
            own.service(),
            own.rank(),
            own.desired(),
            Observed.FOREIGN,
            false,
            null,
            own.attempts(),
            false,
            0,
            null,
            null,
            null);
    world.accounts.put(new EnrolledAccount(tombstone.account(), List.of(foreign)));
  }
}
