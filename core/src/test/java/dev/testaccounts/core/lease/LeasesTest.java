package dev.testaccounts.core.lease;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Usernames;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.memory.MemoryAccounts;
import dev.testaccounts.core.memory.MemoryLeases;
import dev.testaccounts.core.memory.MemoryPools;
import dev.testaccounts.core.memory.MemoryServices;
import dev.testaccounts.core.memory.ModelConnectors;
import dev.testaccounts.core.memory.ModelFakes;
import dev.testaccounts.core.memory.PlainBox;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.memory.SettableClock;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.EmailDomains;
import dev.testaccounts.core.pool.Numbers;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.Pools;
import dev.testaccounts.core.pool.Rotation;
import dev.testaccounts.core.secret.NewSecrets;
import dev.testaccounts.core.secret.Passwords;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeasesTest {

  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final LeaseRequest REQUEST =
      LeaseRequest.of("buyers", null, Map.of("run", "gh-1"));

  private final SettableClock clock = new SettableClock();
  private final SplittableRandom random = new SplittableRandom(1);
  private final Ids ids = new Ids(random);
  private final PlainBox box = new PlainBox();
  private final NewSecrets secrets = new NewSecrets(new Passwords(random), box);
  private final MemoryAccounts accounts = new MemoryAccounts();
  private final MemoryLeases store = new MemoryLeases(accounts);
  private final MemoryPools poolStore = new MemoryPools();
  private final Pools pools =
      new Pools(
          poolStore,
          new MemoryServices(),
          new ModelConnectors(),
          ids,
          new ModelFakes(),
          EmailDomains.reserved(),
          clock);
  private final Pool pool =
      poolStore.put(Samples.pool("buyers", Samples.service("first", Limits.standard())));
  private int woken;
  private final Leases leases = new Leases(store, pools, box, secrets, ids, clock, () -> woken++);

  @Test
  void a_free_account_is_leased_with_its_password() {
    EnrolledAccount free = free();

    LeaseResult.Granted granted = (LeaseResult.Granted) leases.claim(ANN, REQUEST);

    assertThat(granted.pool()).isEqualTo(pool);
    assertThat(granted.account().account().id()).isEqualTo(free.account().id());
    assertThat(granted.account().account().state()).isEqualTo(AccountState.LEASED);
    assertThat(granted.password()).isEqualTo(new Secret("first password"));
    Lease lease = granted.lease();
    assertThat(lease.holder()).isEqualTo("ann");
    assertThat(lease.labels()).containsEntry("run", "gh-1");
    assertThat(lease.epoch()).isEqualTo(1);
    assertThat(lease.onRelease()).isEqualTo(OnRelease.RESET);
    assertThat(lease.acquiredAt()).isEqualTo(START);
    assertThat(lease.expiresAt()).isEqualTo(START.plus(QUARTER));
    assertThat(lease.liveAt(START.plus(QUARTER).minusNanos(1))).isTrue();
    assertThat(lease.liveAt(START.plus(QUARTER))).isFalse();
    assertThat(value(leases.lease(ANN, lease.id()))).isEqualTo(lease);
    assertThat(leases.leases(ANN, LeaseStore.Filter.all(), Page.Request.first(5)).items())
        .containsExactly(lease);
  }

  @Test
  void none_free_is_its_own_answer() {
    free();
    leases.claim(ANN, REQUEST);

    assertThat(leases.claim(ANN, REQUEST)).isEqualTo(new LeaseResult.NoneFree(pool));
  }

  @Test
  void a_lease_gets_the_id_it_is_asked_for_and_its_grant_can_be_had_again() {
    free();
    Id id = Samples.id();
    LeaseRequest request = new LeaseRequest("buyers", null, Map.of(), id);
    assertThat(leases.granted(ANN, id)).isEmpty();

    LeaseResult granted = leases.claim(ANN, request);

    assertThat(leases.granted(ANN, id)).contains(granted);
    leases.release(ANN, id, null, "done");
    assertThat(leases.granted(ANN, id))
        .hasValueSatisfying(
            result ->
                assertThat(result)
                    .isInstanceOfSatisfying(
                        LeaseResult.Refused.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("lease-ended")));
  }

  @Test
  void a_grant_whose_pool_is_gone_is_refused() {
    free();
    Id id = Samples.id();
    leases.claim(ANN, new LeaseRequest("buyers", null, Map.of(), id));
    poolStore.clear();

    assertThat(leases.granted(ANN, id))
        .hasValueSatisfying(result -> assertThat(result).isInstanceOf(LeaseResult.Refused.class));
  }

  @Test
  void several_are_leased_together_and_had_again_while_all_are_live() {
    Id id = Samples.id();
    LeaseRequest two =
        new LeaseRequest("buyers", null, Map.of(), id).with(List.of(Wanted.ANY, Wanted.ANY));
    free();
    assertThat(leases.claim(ANN, two)).isEqualTo(new LeaseResult.NoneFree(pool));
    assertThat(leases.granted(ANN, id, 2)).isEmpty();
    free();

    LeaseResult.AllGranted all = (LeaseResult.AllGranted) leases.claim(ANN, two);

    assertThat(all.leases()).extracting(each -> each.lease().id()).containsExactly(id, id.plus(1));
    assertThat(leases.granted(ANN, id, 2)).contains(all);
    assertThat(leases.granted(ANN, id, 1)).contains(all.leases().getFirst());
    leases.release(ANN, id.plus(1), null, "done");
    assertThat(leases.granted(ANN, id, 2))
        .hasValueSatisfying(result -> assertThat(result).isInstanceOf(LeaseResult.Refused.class));
  }

  @Test
  void an_account_reserved_for_one_lease_is_claimed_by_that_lease_alone() {
    Leases.Terms terms = value(leases.terms(ANN, REQUEST));
    EnrolledAccount reserved = free(terms.lease());

    assertThat(leases.claim(ANN, REQUEST)).isInstanceOf(LeaseResult.NoneFree.class);
    LeaseResult.Granted granted =
        (LeaseResult.Granted) leases.claim(ANN, terms, reserved.account().id());
    assertThat(granted.lease().id()).isEqualTo(terms.lease());
    assertThat(granted.account().account().reservation()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.999S", "PT-1S", "PT4H0.001S", "P30D"})
  void a_time_outside_the_pools_range_is_refused(Duration ttl) {
    free();
    Problem problem =
        new Problem.Invalid(
            "ttl-out-of-range", "ttl: expected 1s to the pool's maxTtl (PT4H), got " + ttl);

    assertThat(leases.claim(ANN, LeaseRequest.of("buyers", ttl, Map.of())))
        .isEqualTo(new LeaseResult.Refused(problem));
    assertThat(problem(leases.renew(ANN, lease().id(), null, ttl))).isEqualTo(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT4H"})
  void a_time_inside_it_is_taken(Duration ttl) {
    free();

    LeaseResult.Granted granted =
        (LeaseResult.Granted) leases.claim(ANN, LeaseRequest.of("buyers", ttl, Map.of()));

    assertThat(granted.lease().expiresAt()).isEqualTo(START.plus(ttl));
  }

  @Test
  void a_draining_pool_leases_nothing() {
    poolStore.rotate(pool, new Rotation(null, null, Duration.ZERO, true));

    assertThat(leases.claim(ANN, REQUEST))
        .isInstanceOfSatisfying(
            LeaseResult.Refused.class,
            refused -> assertThat(refused.problem().code()).isEqualTo("pool-draining"));
    assertThat(store.claims).isEmpty();
  }

  @Test
  void bad_labels_and_unknown_pools_are_refused() {
    assertThat(leases.claim(ANN, LeaseRequest.of("buyers", null, Map.of("", ""))))
        .isInstanceOfSatisfying(
            LeaseResult.Refused.class,
            refused -> assertThat(refused.problem().code()).isEqualTo("invalid-request"));
    assertThat(leases.claim(ANN, LeaseRequest.of("sellers", null, Map.of())))
        .isInstanceOfSatisfying(
            LeaseResult.Refused.class,
            refused -> assertThat(refused.problem().code()).isEqualTo("no-such-pool"));
    assertThat(store.claims).isEmpty();
  }

  @Test
  void a_renewal_counts_from_now() {
    Lease lease = lease();
    clock.advance(Duration.ofMinutes(10));

    assertThat(value(leases.renew(ANN, lease.id(), 1L, null)).expiresAt())
        .isEqualTo(clock.instant().plus(QUARTER));
    assertThat(value(leases.renew(ANN, lease.id(), null, Duration.ofHours(1))).expiresAt())
        .isEqualTo(clock.instant().plus(Duration.ofHours(1)));
  }

  @Test
  void a_lease_whose_time_is_over_cannot_be_renewed() {
    Lease lease = lease();
    clock.advance(QUARTER);

    assertThat(problem(leases.renew(ANN, lease.id(), null, null)))
        .isEqualTo(
            new Problem.Conflict(
                "lease-ended", "lease " + lease.id() + " is over: its time ran out"));
  }

  @Test
  void a_released_account_is_to_be_cleaned_with_a_new_password() {
    Lease lease = lease();
    clock.advance(Duration.ofMinutes(1));

    Lease ended = value(leases.release(ANN, lease.id(), 1L, "done"));

    assertThat(ended.state()).isEqualTo(LeaseState.RELEASED);
    assertThat(ended.endReason()).isEqualTo("done");
    assertThat(ended.endedAt()).isEqualTo(clock.instant());
    EnrolledAccount after = accounts.get(lease.account());
    assertThat(after.account().state()).isEqualTo(AccountState.CLEANING);
    Secret next = box.open(after.account().secret(), "shop");
    assertThat(Passwords.recognises(next.reveal())).isTrue();
    assertThat(woken).isEqualTo(1);
    assertThat(store.releases.getFirst().actor()).isEqualTo("ann");
  }

  @Test
  void releasing_again_answers_the_same_and_changes_nothing() {
    Lease lease = lease();
    Lease ended = value(leases.release(ANN, lease.id(), null, "done"));
    EnrolledAccount after = accounts.get(lease.account());

    assertThat(value(leases.release(ANN, lease.id(), 1L, "again"))).isEqualTo(ended);
    assertThat(accounts.get(lease.account())).isEqualTo(after);
    assertThat(woken).isEqualTo(1);
  }

  @Test
  void a_caller_of_another_epoch_is_refused() {
    Lease lease = lease();
    Problem stale =
        new Problem.Conflict(
            "stale-epoch", "lease " + lease.id() + " has epoch 1, the request speaks of another");

    assertThat(problem(leases.release(ANN, lease.id(), 2L, "late"))).isEqualTo(stale);
    assertThat(problem(leases.renew(ANN, lease.id(), 0L, null))).isEqualTo(stale);
    assertThat(value(leases.lease(ANN, lease.id())).state()).isEqualTo(LeaseState.ACTIVE);
    assertThat(woken).isZero();
  }

  @Test
  void a_revoked_lease_is_over_for_its_holder() {
    Lease lease = lease();

    Lease ended = value(leases.revoke(ANN, lease.id(), "it hangs"));

    assertThat(ended.state()).isEqualTo(LeaseState.REVOKED);
    assertThat(ended.endReason()).isEqualTo("it hangs");
    assertThat(accounts.get(lease.account()).account().state()).isEqualTo(AccountState.CLEANING);
    assertThat(woken).isEqualTo(1);
    assertThat(value(leases.revoke(ANN, lease.id(), "again"))).isEqualTo(ended);
    assertThat(problem(leases.release(ANN, lease.id(), 1L, "late")).code())
        .isEqualTo("lease-ended");
  }

  @Test
  void a_held_account_keeps_its_password_until_its_time_is_over() {
    Lease lease = lease();

    Lease ended = value(leases.hold(ANN, lease.id(), 1L, QUARTER, "look"));

    assertThat(ended.state()).isEqualTo(LeaseState.RELEASED);
    assertThat(ended.endReason()).isEqualTo("held: look");
    assertThat(accounts.get(lease.account()).account())
        .returns(AccountState.HELD, Account::state)
        .returns("look", Account::reason)
        .returns(START.plus(QUARTER), Account::heldUntil);
    assertThat(box.open(accounts.get(lease.account()).account().secret(), "shop"))
        .isEqualTo(new Secret("first password"));
    assertThat(problem(leases.hold(ANN, lease().id(), 7L, QUARTER, "look")).code())
        .isEqualTo("stale-epoch");
  }

  @Test
  void an_expired_lease_cannot_be_released() {
    Lease lease = lease();
    clock.advance(QUARTER);
    assertThat(leases.expire(List.of(lease))).isEqualTo(1);
    assertThat(woken).isEqualTo(1);

    assertThat(problem(leases.release(ANN, lease.id(), 1L, "late")))
        .isEqualTo(
            new Problem.Conflict(
                "lease-ended", "lease " + lease.id() + " is over: its time ran out"));
    assertThat(store.releases.getFirst().actor()).isEqualTo("system");
  }

  @Test
  void a_lease_renewed_in_between_does_not_expire() {
    Lease lease = lease();

    assertThat(leases.expire(List.of(lease))).isZero();
    assertThat(woken).isZero();
    assertThat(value(leases.lease(ANN, lease.id())).state()).isEqualTo(LeaseState.ACTIVE);
  }

  @Test
  void a_lease_of_another_project_is_not_there() {
    Lease lease = lease();
    Problem unknown =
        new Problem.NotFound("no-such-lease", "there is no such lease in this project");
    Principal bob = new Principal("bank", "bob");

    assertThat(problem(leases.lease(bob, lease.id()))).isEqualTo(unknown);
    assertThat(problem(leases.renew(bob, lease.id(), null, null))).isEqualTo(unknown);
    assertThat(problem(leases.release(ANN, Samples.id(), null, "x"))).isEqualTo(unknown);
  }

  @Test
  void a_lease_with_no_stated_end_is_over_because_its_time_ran_out() {
    Lease lease = lease();
    clock.advance(QUARTER);

    assertThat(problem(leases.renew(ANN, lease.id(), 1L, QUARTER)).detail())
        .endsWith("is over: its time ran out");
    value(leases.release(ANN, lease.id(), 1L, "done"));
    assertThat(problem(leases.renew(ANN, lease.id(), 1L, QUARTER)).detail())
        .endsWith("is over: done");
  }

  private Lease lease() {
    free();
    return ((LeaseResult.Granted) leases.claim(ANN, REQUEST)).lease();
  }

  private EnrolledAccount free() {
    return free(null);
  }

  private EnrolledAccount free(@Nullable Id reservation) {
    AccountDrafts drafts =
        new AccountDrafts(
            new Usernames(random), secrets, ids, new Numbers(poolStore), new ModelFakes());
    AccountDrafts.Purpose purpose =
        new AccountDrafts.Purpose(Map.of(), FailurePolicy.RETRY, reservation, null);
    EnrolledAccount draft = drafts.draft(pool, purpose, START);
    EnrolledAccount free =
        new EnrolledAccount(
            draft
                .account()
                .withSecret(box.seal(new Secret("first password"), "shop"))
                .in(AccountState.FREE, null, START),
            draft.enrollments());
    accounts.put(free);
    return free;
  }
}
