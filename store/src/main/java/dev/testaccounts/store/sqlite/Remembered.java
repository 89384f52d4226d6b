package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.store.sql.Codec;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The accounts and leases that the writer saw last, as it read or wrote them: what it looks at
 * before it decides need not be read again. One writer makes all changes, so they are what the
 * database holds. All of it is forgotten where that may not be so any more: a statement changed
 * rows without saying which, a transaction was undone, or somebody else wrote to the file. Used by
 * the writing thread.
 */
final class Remembered {

  /**
   * Few, because a collection of garbage copies all that came in since the last one while everybody
   * waits: 4 ms with so many, 15 ms with four times as many. Enough for those whose claims, calls
   * and reports are under way.
   */
  static final int MOST = 1_024;

  private final SequencedMap<Id, EnrolledAccount> accounts = new Recent<>(MOST);
  private final Map<Id, Lease> leases = new Recent<>(MOST);
  private final FreeAhead free = new FreeAhead();
  private final KnownPools pools = new KnownPools();
  private long version;

  /**
   * At the beginning of a transaction.
   *
   * @param current changes when somebody else has written to the file
   */
  void begin(long current) {
    if (current != version) {
      forget();
      version = current;
    }
  }

  Optional<EnrolledAccount> account(Id id) {
    return Optional.ofNullable(accounts.get(id));
  }

  Optional<Lease> lease(Id id) {
    return Optional.ofNullable(leases.get(id));
  }

  /** Which accounts of a pool are the next that it hands out. */
  FreeAhead free() {
    return free;
  }

  KnownPools pools() {
    return pools;
  }

  /** An account as it is now. */
  void put(EnrolledAccount account) {
    Id id = account.account().id();
    if (isAsKept(account.account())
        && account.enrollments().stream().allMatch(Remembered::isAsKept)) {
      accounts.put(id, account);
    } else {
      accounts.remove(id);
    }
  }

  /**
   * An account as it is now, which nobody will ask for soon: where there is no room for all, it
   * goes first. Without that, those that came free pushed out those whose calls are under way,
   * which were read again: a twentieth of the writer's time.
   */
  void putFirstToGo(EnrolledAccount account) {
    put(account);
    Id id = account.account().id();
    if (accounts.containsKey(id)) {
      accounts.putFirst(id, account);
    }
  }

  /** One of an account's enrollments as it is now. */
  void put(Enrollment enrollment) {
    EnrolledAccount known = accounts.get(enrollment.account());
    if (known != null) {
      UnaryOperator<Enrollment> replaced =
          each -> each.service().equals(enrollment.service()) ? enrollment : each;
      put(
          new EnrolledAccount(
              known.account(), known.enrollments().stream().map(replaced).toList()));
    }
  }

  /** A lease as it is now. One that has ended is seldom asked for again. */
  void put(Lease lease) {
    if (lease.state() == LeaseState.ACTIVE
        && isKept(lease.acquiredAt())
        && isKept(lease.expiresAt())) {
      leases.put(lease.id(), lease);
    } else {
      leases.remove(lease.id());
    }
  }

  private static boolean isAsKept(Account account) {
    return isKept(account.heldUntil())
        && isKept(account.createdAt())
        && isKept(account.changedAt());
  }

  private static boolean isAsKept(Enrollment enrollment) {
    return isKept(enrollment.dueAt()) && isKept(enrollment.unsettledUntil());
  }

  /** A time finer than those that are kept is not what the database holds. */
  private static boolean isKept(@Nullable Instant time) {
    return time == null || time.equals(Codec.kept(time));
  }

  void forget() {
    accounts.clear();
    leases.clear();
    free.forget();
    pools.forget();
  }
}
