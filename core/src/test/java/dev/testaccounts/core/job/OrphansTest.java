package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.ModelService.Fault;
import dev.testaccounts.core.job.Sweep.Action;
import dev.testaccounts.core.job.Sweep.Fate;
import dev.testaccounts.core.job.Sweep.Orphan;
import dev.testaccounts.core.job.Sweep.Vanished;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a service and the ledger differ. */
class OrphansTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final World world = new World();
  private final TargetService shop = world.service("shop", Capability.LIST);
  private final Pool pool = world.pool("buyers", shop);
  private final Map<String, String> there = world.model(shop).accounts;
  private final Orphans orphans = world.orphans(DeletionCap.standard());

  @Test
  void what_nobody_knows_and_has_our_mark_is_an_orphan() {
    there.put("test_0a1b2c3d", "x");
    there.put("test_0a1b2c3", "too short");
    there.put("test_0A1B2C3D", "not ours");
    there.put("my-test_0a1b2c3d", "a person");
    there.put("ann", "a person");
    made();

    Sweep sweep = sweep(Action.REPORT);

    assertThat(sweep.listed()).isEqualTo(6);
    assertThat(sweep.orphans())
        .containsExactly(new Orphan("test_0a1b2c3d", "id-test_0a1b2c3d", null, Fate.FOUND));
    assertThat(sweep.vanished()).isEmpty();
    assertThat(there).hasSize(6);
  }

  @Test
  void a_name_that_only_has_a_number_may_be_anybodys() {
    world.poolStore.put(Samples.pool("shoppers", "{pool}_{seq}", Map.of(), shop));
    world.poolStore.put(Samples.pool("sellers", "{pool}_{hex:6}_{seq}", Map.of(), shop));
    there.put("shoppers_5", "a person");
    there.put("sellers_0a1b2c_5", "x");

    assertThat(sweep(Action.DELETE).orphans())
        .extracting(Orphan::username)
        .containsExactly("sellers_0a1b2c_5");
  }

  @Test
  void an_account_that_is_created_while_the_list_is_read_is_no_orphan() {
    world.model(shop).beforeCall = () -> due("test_0a1b2c3d");
    there.put("test_0a1b2c3d", "being created");

    assertThat(sweep(Action.DELETE).orphans()).isEmpty();
  }

  @Test
  void an_orphan_is_put_on_record_and_removed_by_a_worker() {
    there.put("test_0a1b2c3d", "x");

    assertThat(sweep(Action.DELETE).orphans())
        .containsExactly(new Orphan("test_0a1b2c3d", "id-test_0a1b2c3d", null, Fate.CONDEMNED));

    EnrolledAccount stray = world.accounts.all().getFirst();
    assertThat(stray.account().state()).isEqualTo(AccountState.DELETING);
    assertThat(stray.in(shop.id()).remoteId()).isEqualTo("id-test_0a1b2c3d");
    Event event = world.accounts.events.getFirst();
    assertThat(event.kind()).isEqualTo(Event.Kind.ACCOUNT_CONDEMNED);
    assertThat(event.detail()).containsEntry("username", "test_0a1b2c3d");
    assertThat(world.woken).isEqualTo(1);
    assertThat(world.reconciler.step()).isEqualTo(1);
    assertThat(there).isEmpty();
    assertThat(sweep(Action.DELETE).orphans()).isEmpty();
  }

  @Test
  void what_the_list_leaves_out_is_asked_for_before_it_has_vanished() {
    TargetService candid = world.service("candid", Capability.LIST, Capability.EXISTS);
    Pool candids = world.pool("candids", candid);
    due(world.drafts.draft(candids, purpose(), world.clock.instant()));
    due(world.drafts.draft(candids, purpose(), world.clock.instant()));
    world.reconciler.step();
    ModelService model = world.model(candid);
    List<String> names = List.copyOf(model.accounts.keySet());
    model.unlisted.add(names.get(0));
    model.accounts.remove(names.get(1));
    world.clock.advance(HOUR);

    assertThat(value(orphans.sweep(ANN, "candid", Action.REPORT, HOUR)).vanished())
        .extracting(Vanished::username)
        .containsExactly(names.get(1));
    model.order(Fault.NONE, Fault.NOT_DONE, Fault.NOT_DONE);
    assertThat(value(orphans.sweep(ANN, "candid", Action.REPORT, HOUR)).vanished())
        .as("nobody knows")
        .isEmpty();
    model.callTakes = Duration.ofMinutes(2);
    assertThat(model.calls).endsWith("exists");
    assertThat(value(orphans.sweep(ANN, "candid", Action.REPORT, Duration.ZERO)).vanished())
        .as("there is no time to ask")
        .isEmpty();
    assertThat(model.calls).endsWith("list");
  }

  @Test
  void an_account_that_the_service_lost_is_told_once_it_is_old_enough() {
    Account account = made();
    there.clear();

    assertThat(sweep(Action.REPORT).vanished()).isEmpty();
    world.clock.advance(HOUR);
    assertThat(sweep(Action.REPORT).vanished())
        .containsExactly(
            new Vanished(account.id(), account.username(), AccountState.FREE, Fate.FOUND));
    assertThat(state(account)).isEqualTo(AccountState.FREE);
  }

  @Test
  void every_page_of_the_ledger_is_looked_at_and_case_does_not_count() {
    made();
    Account second = made();
    Account third = made();
    there.clear();
    there.put(third.username().toUpperCase(Locale.ROOT), "x");
    world.accounts.largestPage = 1;
    world.clock.advance(HOUR);

    assertThat(sweep(Action.REPORT).vanished())
        .hasSize(2)
        .extracting(Vanished::username)
        .contains(second.username())
        .doesNotContain(third.username());
  }

  @Test
  void what_vanished_is_forgotten_unless_somebody_has_it() {
    Account free = made();
    Account leased = made();
    world.accounts.put(
        new EnrolledAccount(
            leased.leased(world.clock.instant()), world.accounts.get(leased.id()).enrollments()));
    there.clear();
    world.clock.advance(HOUR);

    assertThat(sweep(Action.FORGET).vanished())
        .containsExactlyInAnyOrder(
            new Vanished(free.id(), free.username(), AccountState.FREE, Fate.CONDEMNED),
            new Vanished(leased.id(), leased.username(), AccountState.LEASED, Fate.KEPT));
    assertThat(state(free)).isEqualTo(AccountState.DELETING);
    assertThat(state(leased)).isEqualTo(AccountState.LEASED);
    world.reconciler.step();
    assertThat(state(free)).isEqualTo(AccountState.DELETED);
  }

  @Test
  void what_is_on_its_way_or_elsewhere_has_not_vanished() {
    due("test_0a1b2c3d");
    TargetService other = world.service("other");
    due(world.drafts.draft(world.pool("others", other), purpose(), world.clock.instant()));
    world.reconciler.step();
    there.clear();
    Account pending = world.accounts.all().getFirst().account();
    world.accounts.put(
        new EnrolledAccount(
            pending.in(AccountState.CLEANING, null, world.clock.instant()),
            world.accounts.get(pending.id()).enrollments()));
    world.clock.advance(HOUR);

    assertThat(sweep(Action.REPORT).vanished()).isEmpty();
  }

  @Test
  void a_list_that_breaks_off_proves_nothing() {
    there.put("a", "x");
    there.put("b", "x");
    world.model(shop).order(Fault.NONE, Fault.NOT_DONE);

    assertThat(problem(orphans.sweep(ANN, "shop", Action.REPORT, HOUR)).detail())
        .isEqualTo("service 'shop': list: expected all of its accounts: nobody listens");
  }

  @Test
  void a_list_without_end_proves_nothing() {
    there.put("a", "x");
    there.put("b", "x");
    world.model(shop).callTakes = Duration.ofMinutes(2);

    assertThat(problem(orphans.sweep(ANN, "shop", Action.REPORT, HOUR)).detail())
        .endsWith("there was no time for more than 1 accounts");
  }

  @Test
  void a_service_that_cannot_be_asked_is_refused() {
    world.service("mute");

    assertThat(problem(orphans.sweep(ANN, "mute", Action.REPORT, HOUR)).code())
        .isEqualTo("cannot-list");
    assertThat(problem(orphans.sweep(ANN, "none", Action.REPORT, HOUR)).code())
        .isEqualTo("no-such-service");
    world.maintain(shop, true);
    assertThat(problem(orphans.sweep(ANN, "shop", Action.REPORT, HOUR)).code())
        .isEqualTo("service-in-maintenance");
    assertThat(world.model(shop).calls).isEmpty();
  }

  private Sweep sweep(Action action) {
    return value(orphans.sweep(ANN, "shop", action, HOUR));
  }

  private AccountState state(Account account) {
    return world.accounts.get(account.id()).account().state();
  }

  private static AccountDrafts.Purpose purpose() {
    return new AccountDrafts.Purpose(Map.of(), FailurePolicy.RETRY, null, null);
  }

  private Account made() {
    EnrolledAccount draft = world.drafts.draft(pool, purpose(), world.clock.instant());
    due(draft);
    world.reconciler.step();
    return world.accounts.get(draft.account().id()).account();
  }

  private void due(String username) {
    due(world.drafts.draft(ANN.project(), shop.id(), username, purpose(), world.clock.instant()));
  }

  private void due(EnrolledAccount draft) {
    world.accounts.put(Convergence.due(draft, world.clock.instant()));
  }
}
