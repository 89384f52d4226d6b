package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.job.Sweep.Action;
import dev.testaccounts.core.job.Sweep.Fate;
import dev.testaccounts.core.job.Sweep.Orphan;
import dev.testaccounts.core.job.Sweep.Vanished;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A sweep deletes no more within an hour than a clean-up may. */
class OrphanCapTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final World world = new World();
  private final TargetService shop = world.service("shop", Capability.LIST);
  private final Pool pool = world.pool("buyers", shop);
  private final Map<String, String> there = world.model(shop).accounts;
  private final Orphans orphans = world.orphans(new DeletionCap(2));

  OrphanCapTest() {
    world.jobStore.used = 0;
  }

  @Test
  void more_orphans_than_may_be_deleted_are_none() {
    List.of("1", "2", "3").forEach(each -> there.put("test_0000000" + each, "x"));

    assertThat(problem(orphans.sweep(ANN, "shop", Action.DELETE, HOUR)).code())
        .isEqualTo("deletion-cap");
    assertThat(world.accounts.all()).isEmpty();
    there.remove("test_00000003");
    assertThat(sweep(Action.DELETE).orphans()).hasSize(2);
  }

  @Test
  void what_the_last_hour_deleted_counts() {
    there.put("test_00000001", "x");
    world.jobStore.used = 2;

    assertThat(problem(orphans.sweep(ANN, "shop", Action.DELETE, HOUR)).detail())
        .startsWith("this would delete 1 accounts, the last hour saw 2 deletions");
    assertThat(sweep(Action.REPORT).orphans()).hasSize(1);
    assertThat(sweep(Action.FORGET).orphans()).as("nothing to forget").hasSize(1);
    world.jobStore.used = 1;
    assertThat(sweep(Action.DELETE).orphans()).hasSize(1);
    assertThat(world.jobStore.sinces).containsOnly(world.clock.instant().minus(HOUR));
  }

  /** The cap is looked at where it counts: others may have deleted since the sweep began. */
  @Test
  void what_goes_over_the_cap_meanwhile_is_kept() {
    made();
    there.clear();
    world.clock.advance(HOUR);
    there.put("test_00000001", "x");
    world.jobStore.over = Optional.of(new JobStore.Condemned.OverCap(1, 2));

    assertThat(sweep(Action.DELETE).orphans()).extracting(Orphan::fate).containsExactly(Fate.KEPT);
    assertThat(sweep(Action.FORGET).vanished())
        .extracting(Vanished::fate)
        .containsExactly(Fate.KEPT);

    assertThat(world.jobStore.allowances)
        .hasSize(2)
        .containsOnly(new JobStore.Allowance(world.clock.instant().minus(HOUR), 2));
    assertThat(world.accounts.all())
        .extracting(each -> each.account().state())
        .containsExactly(AccountState.FREE);
    world.jobStore.over = Optional.empty();
    assertThat(sweep(Action.DELETE).orphans())
        .extracting(Orphan::fate)
        .containsExactly(Fate.CONDEMNED);
  }

  @Test
  void many_are_condemned_piece_by_piece() {
    Orphans all = world.orphans(new DeletionCap(1_000));
    for (int i = 0; i < 2 * Removal.PIECE + 1; i++) {
      there.put("test_%08d".formatted(i), "x");
    }

    assertThat(value(all.sweep(ANN, "shop", Action.DELETE, HOUR)).orphans())
        .hasSize(501)
        .allMatch(each -> each.fate() == Fate.CONDEMNED)
        .extracting(Orphan::username)
        .doesNotHaveDuplicates();

    assertThat(world.jobStore.allowances).hasSize(3);
    assertThat(world.woken).isEqualTo(3);
    assertThat(world.accounts.all()).hasSize(501);
  }

  @Test
  void what_is_forgotten_counts_too() {
    made();
    there.clear();
    world.clock.advance(HOUR);
    world.jobStore.used = 2;

    assertThat(problem(orphans.sweep(ANN, "shop", Action.FORGET, HOUR)).code())
        .isEqualTo("deletion-cap");
    assertThat(sweep(Action.DELETE).vanished()).hasSize(1);
  }

  private Sweep sweep(Action action) {
    return value(orphans.sweep(ANN, "shop", action, HOUR));
  }

  private void made() {
    AccountDrafts.Purpose purpose =
        new AccountDrafts.Purpose(Map.of(), FailurePolicy.RETRY, null, null);
    world.accounts.put(
        Convergence.due(
            world.drafts.draft(pool, purpose, world.clock.instant()), world.clock.instant()));
    world.reconciler.step();
  }
}
