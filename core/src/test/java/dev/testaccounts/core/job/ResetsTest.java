package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.secret.Passwords;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bulk resets. */
class ResetsTest {

  private final World world = new World();
  private final Pool pool = world.pool("buyers", world.service("first"));

  @Test
  void a_reset_needs_a_selector() {
    Selector nothing = new Selector(null, Map.of(), List.of(), null, false);

    assertThat(problem(world.jobs.reset(ANN, nothing, null)))
        .isEqualTo(
            new Problem.Invalid(
                "empty-selector",
                "a reset needs a selector: give at least one of pool, labels, accounts,"
                    + " olderThan"));
    assertThat(world.jobStore.events).isEmpty();
  }

  @Test
  void free_accounts_are_reset_piece_by_piece() {
    value(world.jobs.create(ANN, "buyers", 3, Map.of(), null));
    world.plan();
    world.reconciler.step();
    List<Account> free = accounts();
    assertThat(free).hasSize(3).allMatch(each -> each.state() == AccountState.FREE);
    Selector selector = new Selector(pool.id(), Map.of(), List.of(), null, false);
    int woken = world.woken;

    Job job = value(world.jobs.reset(ANN, selector, null));

    assertThat(job.kind()).isEqualTo(Job.Kind.RESET);
    assertThat(job.pool()).isEqualTo(pool.id());
    assertThat(job.total()).isEqualTo(3);
    Event event = world.jobStore.events.getLast();
    assertThat(event.kind()).isEqualTo(Event.Kind.JOB_STARTED);
    assertThat(event.job()).isEqualTo(job.id());
    assertThat(event.detail()).isEqualTo(Map.of("selector", selector.toString()));
    assertThat(world.woken).isEqualTo(woken + 1);
    assertThat(world.plan()).isEqualTo(1);
    assertThat(world.plan()).isZero();
    assertThat(world.woken).isEqualTo(woken + 2);
    assertThat(world.jobStore.chunks).endsWith(3);
    assertThat(accounts())
        .allMatch(each -> each.state() == AccountState.CLEANING)
        .allMatch(each -> job.id().equals(each.job()))
        .allMatch(each -> each.changedAt().equals(world.clock.instant()))
        .noneMatch(each -> free.stream().anyMatch(old -> old.secret().equals(each.secret())));
    assertThat(world.accounts.all()).allMatch(each -> Passwords.recognises(world.password(each)));
    assertThat(world.accounts.events.getLast().actor()).isEqualTo("ann");
  }

  @Test
  void the_same_request_begins_one_reset() {
    Selector selector = new Selector(pool.id(), Map.of(), List.of(), null, false);
    Id operation = world.ids.next(START);
    Job job = value(world.jobs.reset(ANN, selector, operation));
    world.free(pool);

    assertThat(job.id()).isEqualTo(operation);
    assertThat(value(world.jobs.reset(ANN, selector, operation))).isEqualTo(job);
    assertThat(world.jobStore.events).hasSize(1);
  }

  private List<Account> accounts() {
    return world.accounts.all().stream().map(EnrolledAccount::account).toList();
  }
}
