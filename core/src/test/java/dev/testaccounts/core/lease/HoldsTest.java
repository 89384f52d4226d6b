package dev.testaccounts.core.lease;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Hold;
import dev.testaccounts.core.account.Interventions;
import dev.testaccounts.core.account.Usernames;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.memory.MemoryAccounts;
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
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.pool.Pools;
import dev.testaccounts.core.secret.NewSecrets;
import dev.testaccounts.core.secret.Passwords;
import dev.testaccounts.core.service.Limits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HoldsTest {

  private static final Instant END = START.plusSeconds(60);

  private final SettableClock clock = new SettableClock();
  private final SplittableRandom random = new SplittableRandom(1);
  private final PlainBox box = new PlainBox();
  private final Ids ids = new Ids(random);
  private final NewSecrets secrets = new NewSecrets(new Passwords(random), box);
  private final MemoryAccounts accounts = new MemoryAccounts();
  private final MemoryPools poolStore = new MemoryPools();
  private final Holds holds =
      new Holds(
          accounts,
          new Pools(
              poolStore,
              new MemoryServices(),
              new ModelConnectors(),
              ids,
              new ModelFakes(),
              EmailDomains.reserved(),
              clock),
          new Interventions(accounts, secrets, clock, () -> {}));

  @Test
  void what_is_given_back_becomes_what_its_pool_does_with_its_accounts() {
    Id reset = held(pool(OnRelease.RESET)).id();
    Id deleted = held(pool(OnRelease.DELETE)).id();

    assertThat(value(holds.release(ANN, reset, null)).account().state())
        .isEqualTo(AccountState.CLEANING);
    assertThat(value(holds.release(ANN, deleted, null)).account().state())
        .as("it is in no service")
        .isEqualTo(AccountState.DELETED);
  }

  @Test
  void where_the_pool_is_gone_it_is_cleaned() {
    Id held = held(pool(OnRelease.DELETE)).id();
    poolStore.clear();

    assertThat(value(holds.release(ANN, held, null)).account().state())
        .isEqualTo(AccountState.CLEANING);
  }

  @Test
  void a_quarantined_one_is_cleaned_whatever_its_pool_does() {
    EnrolledAccount made = enrolled(pool(OnRelease.DELETE));
    Account account = made.account().in(AccountState.QUARANTINED, "odd", START);
    accounts.put(new EnrolledAccount(account, made.enrollments()));

    assertThat(value(holds.release(ANN, account.id(), null)).account().state())
        .isEqualTo(AccountState.CLEANING);
  }

  @Test
  void what_is_not_there_is_said_so() {
    assertThat(problem(holds.release(ANN, Samples.id(), null)).code()).isEqualTo("no-such-account");
  }

  @Test
  void only_what_was_held_long_enough_comes_back_by_itself() {
    Id held = held(pool(OnRelease.RESET)).id();

    assertThat(holds.expire(END.minusMillis(1), 10)).isZero();
    assertThat(accounts.get(held).account().state()).isEqualTo(AccountState.HELD);
    assertThat(holds.expire(END, 10)).isEqualTo(1);

    assertThat(accounts.get(held).account().state()).isEqualTo(AccountState.CLEANING);
    assertThat(accounts.events.getLast().actor()).isEqualTo("system");
    assertThat(holds.expire(END, 10)).isZero();
  }

  /** Between the look at what is overdue and the change, somebody asked for another hour. */
  @Test
  void what_is_held_for_longer_meanwhile_stays() {
    for (OnRelease each : List.of(OnRelease.RESET, OnRelease.DELETE)) {
      EnrolledAccount held = accounts.get(held(pool(each)).id());
      Instant later = END.plusSeconds(3600);
      accounts.afterOverdue =
          () -> accounts.put(Convergence.held(held, new Hold(later, "look"), START));

      holds.expire(END, 10);

      assertThat(accounts.get(held.account().id()).account().heldUntil()).isEqualTo(later);
      assertThat(accounts.get(held.account().id()).account().state()).isEqualTo(AccountState.HELD);
    }
  }

  private Pool pool(OnRelease onRelease) {
    Pool pool = Samples.pool("buyers", Samples.service("first", Limits.standard()));
    PoolSpec spec = pool.spec();
    return poolStore.put(
        new Pool(
            pool.id(),
            pool.project(),
            new PoolSpec(
                onRelease.name(),
                spec.services(),
                spec.username(),
                spec.attributes(),
                spec.min(),
                spec.max(),
                spec.ttl(),
                spec.maxTtl(),
                onRelease),
            pool.members(),
            pool.version(),
            pool.createdAt()));
  }

  private Account held(Pool pool) {
    EnrolledAccount held = Convergence.held(enrolled(pool), new Hold(END, "look"), START);
    accounts.put(held);
    return held.account();
  }

  private EnrolledAccount enrolled(Pool pool) {
    AccountDrafts.Purpose purpose =
        new AccountDrafts.Purpose(Map.of(), FailurePolicy.RETRY, null, null);
    return new AccountDrafts(
            new Usernames(random), secrets, ids, new Numbers(poolStore), new ModelFakes())
        .draft(pool, purpose, START);
  }
}
