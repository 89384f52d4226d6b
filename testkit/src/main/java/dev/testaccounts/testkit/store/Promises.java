package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.JobStore.Condemned;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.pool.Pool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What must be true of a store at any moment, whatever was done to it. Thread-safe. */
public final class Promises {

  private Promises() {}

  /** Checks all promises, of the project that tests are in. */
  public static void check(OpenStore store) {
    List<EnrolledAccount> accounts = accounts(store);
    List<Lease> live = live(store);
    assertThat(live).as("live leases, each on an account of its own").doesNotHaveDuplicates();
    assertThat(live.stream().map(Lease::account)).doesNotHaveDuplicates();
    live.forEach(lease -> leased(lease, store));
    accounts.forEach(Promises::converges);
    store.pools().allPools().forEach(pool -> counted(pool, accounts, store));
  }

  private static void leased(Lease lease, OpenStore store) {
    Account account =
        store.accounts().account(lease.project(), lease.account()).orElseThrow().account();
    assertThat(account.state()).as("the account under %s", lease).isEqualTo(AccountState.LEASED);
    assertThat(account.epoch()).as("the epoch under %s", lease).isEqualTo(lease.epoch());
  }

  /** An account that is on its way has somebody, or a time, that takes it further. */
  private static void converges(EnrolledAccount account) {
    if (onItsWay(account.account().state())) {
      assertThat(account.enrollments())
          .as("something that is due in %s", account)
          .anyMatch(each -> each.dueAt() != null);
    }
  }

  private static boolean onItsWay(AccountState state) {
    return switch (state) {
      case PENDING, CLEANING, DELETING -> true;
      case FREE, LEASED, DELETED, QUARANTINED, HELD -> false;
    };
  }

  private static void counted(Pool pool, List<EnrolledAccount> accounts, OpenStore store) {
    Map<AccountState, Long> census = new HashMap<>();
    for (EnrolledAccount each : accounts) {
      if (pool.id().equals(each.account().pool())) {
        census.merge(each.account().state(), 1L, Long::sum);
      }
    }
    long existing = census.values().stream().mapToLong(Long::longValue).sum();
    assertThat(store.accounts().census(pool.id())).as("census of %s", pool).isEqualTo(census);
    assertThat(store.pools().existing(pool.id())).as("existing in %s", pool).isEqualTo(existing);
  }

  private static List<EnrolledAccount> accounts(OpenStore store) {
    return all(
        request -> store.accounts().accounts(Drafts.PROJECT, AccountStore.Filter.all(), request));
  }

  private static List<Lease> live(OpenStore store) {
    LeaseStore.Filter filter = new LeaseStore.Filter(null, null, LeaseState.ACTIVE, Map.of());
    return all(request -> store.leases().leases(Drafts.PROJECT, filter, request));
  }

  /** The newest event of the project that tests are in; there must be one. */
  public static Event newestEvent(OpenStore store) {
    return store
        .events()
        .events(Drafts.PROJECT, EventLog.Filter.all(), Page.Request.first(1))
        .items()
        .getFirst()
        .event();
  }

  /** The job of a clean-up that was not refused. */
  public static Job started(Condemned condemned) {
    assertThat(condemned).isInstanceOf(Condemned.Started.class);
    return ((Condemned.Started) condemned).job();
  }

  /** Every item of a list, page by page. */
  public static <T> List<T> all(Function<Page.Request, Page<T>> list) {
    List<T> all = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      Page<T> page = list.apply(new Page.Request(Page.LARGEST, cursor));
      all.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);
    return all;
  }
}
