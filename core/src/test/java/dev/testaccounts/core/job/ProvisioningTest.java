package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.ModelService.Fault;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.lease.AccountFilter;
import dev.testaccounts.core.lease.LeaseRequest;
import dev.testaccounts.core.lease.LeaseResult;
import dev.testaccounts.core.lease.Wanted;
import dev.testaccounts.core.pool.AccountDrafts.Purpose;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvisioningTest {

  private static final LeaseRequest REQUEST =
      LeaseRequest.of("buyers", null, Map.of("run", "gh-1"));

  private final World world = new World();
  private final TargetService first = world.service("first");
  private final TargetService second = world.service("second");
  private final Pool pool = world.pool("buyers", first, second);

  @Test
  void a_fresh_account_is_made_everywhere_and_leased_to_its_caller() {
    LeaseResult.Granted granted = (LeaseResult.Granted) world.provisioning.fresh(ANN, REQUEST);

    Account account = granted.account().account();
    assertThat(account.state()).isEqualTo(AccountState.LEASED);
    assertThat(account.uses()).isEqualTo(1);
    assertThat(account.labels()).containsEntry("run", "gh-1");
    assertThat(account.onFailure()).isEqualTo(FailurePolicy.ABANDON);
    assertThat(granted.pool()).isEqualTo(pool);
    assertThat(granted.lease().account()).isEqualTo(account.id());
    assertThat(granted.lease().expiresAt()).isEqualTo(START.plus(Duration.ofMinutes(15)));
    assertThat(world.model(second).accounts)
        .containsOnly(Map.entry(account.username(), granted.password().reveal()));
    assertThat(world.woken).isZero();
  }

  @Test
  void only_one_account_is_made_and_as_the_recipe_says() {
    AccountFilter korean = new AccountFilter(Map.of("country", "KR"), Map.of());
    List<List<Wanted>> others =
        List.of(List.of(new Wanted(null, korean)), List.of(Wanted.ANY, Wanted.ANY));

    for (List<Wanted> other : others) {
      assertThat(world.provisioning.fresh(ANN, REQUEST.with(other)))
          .isInstanceOfSatisfying(
              LeaseResult.Refused.class,
              refused -> assertThat(refused.problem().detail()).startsWith("fresh: expected"));
    }
    assertThat(world.accounts.all()).isEmpty();
  }

  @Test
  void the_intent_is_on_record_before_the_account_is_ready() {
    LeaseResult.Granted granted = (LeaseResult.Granted) world.provisioning.fresh(ANN, REQUEST);

    Account account = granted.account().account();
    assertThat(world.accounts.events)
        .extracting(Event::kind)
        .containsExactly(Event.Kind.ACCOUNT_INTENDED, Event.Kind.ACCOUNT_READY);
    assertThat(world.accounts.events.getFirst())
        .isEqualTo(
            new Event(
                "shop",
                START,
                "ann",
                Event.Kind.ACCOUNT_INTENDED,
                account.id(),
                granted.lease().id(),
                null,
                Map.of("username", account.username())));
  }

  @Test
  void an_account_that_was_free_is_not_given_out_as_fresh() {
    LeaseResult.Granted one = (LeaseResult.Granted) world.provisioning.fresh(ANN, REQUEST);
    LeaseResult.Granted two = (LeaseResult.Granted) world.provisioning.fresh(ANN, REQUEST);

    assertThat(two.account().account().id()).isNotEqualTo(one.account().account().id());
  }

  /** The maker died after the account was made, before it was leased. */
  @Test
  void a_request_that_comes_again_is_leased_the_account_that_was_made_for_it() {
    Id lease = world.ids.next(START);
    EnrolledAccount made = reserved(lease, AccountState.FREE);

    LeaseResult.Granted granted = (LeaseResult.Granted) world.provisioning.fresh(ANN, again(lease));

    assertThat(granted.lease().id()).isEqualTo(lease);
    assertThat(granted.account().account().id()).isEqualTo(made.account().id());
    assertThat(world.accounts.all()).hasSize(1);
    assertThat(world.model(first).calls).isEmpty();
  }

  /** The maker died while it made the account. */
  @Test
  void a_request_that_comes_again_waits_for_the_account_that_is_made_for_it() {
    Id lease = world.ids.next(START);
    EnrolledAccount begun = reserved(lease, AccountState.PENDING);
    world.accounts.put(Convergence.begin(begun, START.plusSeconds(15)).account());

    LeaseResult.Granted granted = (LeaseResult.Granted) world.provisioning.fresh(ANN, again(lease));

    assertThat(granted.account().account().id()).isEqualTo(begun.account().id());
    assertThat(world.model(second).accounts).containsOnlyKeys(begun.account().username());
  }

  @Test
  void an_account_that_was_given_to_the_pool_is_not_fresh_any_more() {
    Id lease = world.ids.next(START);
    Purpose purpose = new Purpose(Map.of(), FailurePolicy.ABANDON, null, null);
    put(world.drafts.draft(lease.plus(1), pool, purpose, START), AccountState.FREE);

    assertThat(world.provisioning.fresh(ANN, again(lease)))
        .isEqualTo(
            new LeaseResult.Refused(
                new Problem.Conflict(
                    "changed-meanwhile",
                    "the account that was made for this lease was not fetched in time and is the"
                        + " pool's now; send the request again")));
    assertThat(world.accounts.all()).hasSize(1);
  }

  @Test
  void the_first_request_finds_nothing_and_makes_it_under_the_id_after_its_leases() {
    Id lease = world.ids.next(START);

    LeaseResult.Granted granted = (LeaseResult.Granted) world.provisioning.fresh(ANN, again(lease));

    assertThat(granted.lease().id()).isEqualTo(lease);
    assertThat(granted.account().account().id()).isEqualTo(lease.plus(1));
  }

  private static LeaseRequest again(Id lease) {
    return new LeaseRequest("buyers", null, Map.of("run", "gh-1"), lease);
  }

  private EnrolledAccount reserved(Id lease, AccountState state) {
    Purpose purpose = new Purpose(Map.of(), FailurePolicy.ABANDON, lease, null);
    return put(world.drafts.draft(lease.plus(1), pool, purpose, START), state);
  }

  private EnrolledAccount put(EnrolledAccount draft, AccountState state) {
    EnrolledAccount made =
        new EnrolledAccount(draft.account().in(state, null, START), draft.enrollments());
    world.accounts.put(made);
    return made;
  }

  @Test
  void what_could_not_be_made_is_said_and_removed_wherever_it_got_to() {
    world.model(second).order(Fault.REJECTED);

    LeaseResult result = world.provisioning.fresh(ANN, REQUEST);

    assertThat(result)
        .isEqualTo(
            new LeaseResult.Refused(
                new Problem.ServiceFailed(
                    "service-failed", "the account could not be created: service 'second': 401")));
    assertThat(world.woken).isEqualTo(1);
    EnrolledAccount left = world.accounts.all().getFirst();
    assertThat(left.account().state()).isEqualTo(AccountState.DELETING);
    world.reconciler.step();
    assertThat(world.accounts.get(left.account().id()).account().state())
        .isEqualTo(AccountState.DELETED);
    assertThat(world.model(first).accounts).isEmpty();
  }

  @Test
  void an_attempt_that_was_overtaken_took_too_long() {
    world.model(first).beforeCall =
        () -> {
          world.clock.advance(Limits.standard().claim());
          assertThat(world.reconciler.claim(first, 1)).hasSize(1);
        };

    assertThat(problem(world.provisioning.single(ANN, first, world.ids.next(START))))
        .isEqualTo(
            new Problem.ServiceFailed(
                "service-failed", "the account could not be created: the attempt took too long"));
  }

  @Test
  void a_slow_service_has_the_time_that_its_own_limits_give() {
    Limits patient = new Limits(1, Duration.ofMinutes(5));
    TargetService slow = world.service("slow", patient);
    TargetService slower = world.service("slower", patient);
    world.model(slow).callTakes = Duration.ofMinutes(4);
    world.model(slower).callTakes = Duration.ofMinutes(4);
    world.pool("patient", slow, slower);

    assertThat(world.provisioning.fresh(ANN, LeaseRequest.of("patient", null, Map.of())))
        .isInstanceOf(LeaseResult.Granted.class);
  }

  @Test
  void a_request_is_checked_before_anything_is_made() {
    assertThat(world.provisioning.fresh(ANN, LeaseRequest.of("sellers", null, Map.of())))
        .isEqualTo(
            new LeaseResult.Refused(
                new Problem.NotFound("no-such-pool", "there is no pool named 'sellers'")));
    assertThat(world.accounts.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "POOL_FULL, pool-full, the pool has as many accounts as it may have (100)",
    "POOL_GONE, changed-meanwhile, the pool or its service was removed meanwhile"
  })
  void an_intent_that_is_not_taken_makes_nothing(Intended answer, String code, String detail) {
    world.accounts.ordered.add(answer);

    assertThat(world.provisioning.fresh(ANN, REQUEST))
        .isEqualTo(new LeaseResult.Refused(new Problem.Conflict(code, detail)));
    assertThat(world.model(first).calls).isEmpty();
  }

  @Test
  void a_taken_name_is_replaced_by_another() {
    world.accounts.ordered.addAll(Collections.nCopies(9, Intended.USERNAME_TAKEN));

    Account made = value(world.provisioning.single(ANN, first, world.ids.next(START)));

    assertThat(made.state()).isEqualTo(AccountState.FREE);
    assertThat(made.pool()).isNull();
    assertThat(world.model(first).accounts).containsOnlyKeys(made.username());
  }

  @Test
  void names_run_out_after_ten() {
    world.accounts.ordered.addAll(Collections.nCopies(10, Intended.USERNAME_TAKEN));

    assertThat(problem(world.provisioning.single(ANN, first, world.ids.next(START))))
        .isEqualTo(
            new Problem.Conflict(
                "names-exhausted", "the username pattern has run out of free names"));
    assertThat(world.accounts.all()).isEmpty();
  }
}
