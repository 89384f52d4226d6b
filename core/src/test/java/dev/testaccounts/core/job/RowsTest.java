package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.job.ModelService.Fault;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bulk creation from rows. */
class RowsTest {

  private static final AccountRow ANY = row(null);

  private final World world = new World();

  @BeforeEach
  void pool() {
    world.pool("buyers", world.service("first"));
  }

  @Test
  void each_row_is_an_account_as_it_says() {
    AccountRow alice =
        new AccountRow("alice@test", Map.of("who", "alice"), Map.of("country", "KR"));

    Job job = value(create(alice, ANY));

    assertThat(job.total()).isEqualTo(2);
    assertThat(job.labels()).isEqualTo(Map.of("run", "1", "who", "anybody"));
    assertThat(world.plan()).isEqualTo(1);
    assertThat(world.plan()).isZero();
    List<Account> made = world.accounts.all().stream().map(EnrolledAccount::account).toList();
    assertThat(made.get(0).username()).isEqualTo("alice@test");
    assertThat(made.get(0).labels()).isEqualTo(Map.of("run", "1", "who", "alice"));
    assertThat(made.get(0).attributes()).containsEntry("country", "KR");
    assertThat(made.get(1).username()).startsWith("test_");
    assertThat(made.get(1).labels()).isEqualTo(Map.of("run", "1", "who", "anybody"));
    assertThat(made).allMatch(each -> job.id().equals(each.job()));
    assertThat(world.woken).isEqualTo(2);
  }

  @Test
  void a_wrong_line_is_told_and_nothing_is_begun() {
    assertThat(refusal(ANY, row("a b")))
        .isEqualTo("line 2: username: expected 1 to 200 letters, digits and _ . @ + -, got 'a b'");
    assertThat(refusal(row("a".repeat(201)))).endsWith("got '" + "a".repeat(80) + "…'");
    assertThat(refusal(row("!".repeat(80)))).endsWith("got '" + "!".repeat(80) + "'");
    assertThat(refusal(row("alice"), ANY, row("alice")))
        .isEqualTo("line 3: username: expected each once, got 'alice' again");
    assertThat(refusal(ANY, new AccountRow(null, Map.of("", "x"), Map.of())))
        .startsWith("line 2: labels: expected keys");
    assertThat(refusal(ANY, new AccountRow(null, Map.of(), Map.of("email", "ann@gmail.com"))))
        .startsWith("line 2: attributes.email: expected an address in a domain");
    assertThat(refusal(ANY, new AccountRow(null, Map.of(), Map.of("", "x"))))
        .startsWith("line 2: attributes: expected keys");
    assertThat(problem(create()).detail()).isEqualTo("count: expected 1 to 100000, got 0");
    assertThat(world.jobStore.events).isEmpty();
    assertThat(world.woken).isZero();
  }

  @Test
  void a_name_that_is_taken_fails_alone() {
    value(create(row("alice")));
    world.plan();
    value(create(ANY, row("alice"), ANY));

    while (world.plan() > 0) {
      assertThat(world.jobStore.chunks).hasSizeLessThan(9);
    }

    assertThat(world.jobStore.forgone)
        .containsExactly("the project has, or had, an account of that name");
    assertThat(world.jobStore.chunks).containsExactly(1, 3, 2, 1);
    assertThat(world.accounts.all()).hasSize(3);
  }

  @Test
  void a_name_of_the_pattern_that_is_taken_is_drafted_anew() {
    value(create(ANY, ANY));
    world.accounts.ordered.addAll(Collections.nCopies(3, Intended.USERNAME_TAKEN));

    world.plan();
    world.plan();

    assertThat(world.jobStore.chunks).containsExactly(2, 1, 1, 1, 1);
    assertThat(world.jobStore.forgone).isEmpty();
    assertThat(world.accounts.all()).hasSize(2);
  }

  @Test
  void names_that_have_run_out_and_a_full_pool_are_told() {
    value(create(ANY, ANY));
    world.accounts.ordered.addAll(Collections.nCopies(20, Intended.USERNAME_TAKEN));
    world.accounts.ordered.add(Intended.POOL_FULL);

    world.plan();
    world.plan();

    assertThat(world.jobStore.chunks).hasSize(21);
    assertThat(world.jobStore.forgone)
        .containsExactly(
            "the pool's username pattern has run out of free names",
            "the pool is full (size.max 100)");
    assertThat(world.woken).isEqualTo(1);
  }

  /** After a create of which nobody knows what came, she would pass for ours. */
  @Test
  void somebody_who_was_there_is_not_adopted_although_the_service_was_out_of_order() {
    TargetService asked = world.service("asked", Capability.EXISTS, Capability.RESET);
    world.pool("people", asked);
    world.model(asked).accounts.put("alice", "hers");
    world.model(asked).order(Fault.LOST_BEFORE, Fault.NOT_DONE, Fault.LOST_BEFORE);

    value(world.jobs.create(ANN, "people", Map.of(), List.of(row("alice")), null));
    world.plan();
    assertThat(
            world.workUntil(
                () -> world.accounts.all().getFirst().account().state() != AccountState.PENDING,
                Duration.ofSeconds(60)))
        .isTrue();

    assertThat(world.accounts.all().getFirst().account().state())
        .isEqualTo(AccountState.QUARANTINED);
    assertThat(world.model(asked).calls).containsOnly("exists");
    assertThat(world.model(asked).accounts).isEqualTo(Map.of("alice", "hers"));
  }

  /** It was claimed, so that we might have made it: she passed for ours, and was deleted later. */
  @Test
  void somebody_who_was_there_is_not_adopted_although_a_worker_was_killed_before_it_began() {
    TargetService asked = world.service("asked", Capability.EXISTS, Capability.RESET);
    world.pool("people", asked);
    world.model(asked).accounts.put("alice", "hers");
    value(world.jobs.create(ANN, "people", Map.of(), List.of(row("alice")), null));
    world.plan();

    assertThat(world.reconciler.claim(asked, 1)).hasSize(1);
    world.clock.advance(asked.spec().limits().claim());
    assertThat(world.reconciler.step()).isEqualTo(1);

    EnrolledAccount alice = world.accounts.all().getFirst();
    assertThat(alice.account().state()).isEqualTo(AccountState.QUARANTINED);
    assertThat(alice.in(asked.id()).observed()).isEqualTo(Observed.FOREIGN);
    assertThat(world.model(asked).calls).containsExactly("exists");
    assertThat(world.model(asked).accounts).isEqualTo(Map.of("alice", "hers"));
  }

  @Test
  void the_same_request_begins_one_job() {
    Id operation = world.ids.next(world.clock.instant());
    Job job = value(world.jobs.create(ANN, "buyers", Map.of(), List.of(row("alice")), operation));

    assertThat(value(world.jobs.create(ANN, "buyers", Map.of(), List.of(row("alice")), operation)))
        .isEqualTo(job);
    assertThat(job.id()).isEqualTo(operation);
    assertThat(world.jobStore.events).hasSize(1);
  }

  private Result<Job> create(AccountRow... rows) {
    return world.jobs.create(
        ANN, "buyers", Map.of("run", "1", "who", "anybody"), List.of(rows), null);
  }

  private String refusal(AccountRow... rows) {
    Problem problem = problem(create(rows));
    assertThat(problem.code()).isEqualTo("invalid-request");
    return problem.detail();
  }

  private static AccountRow row(@Nullable String username) {
    return new AccountRow(username, Map.of(), Map.of());
  }
}
