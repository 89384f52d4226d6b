package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.idempotency.IdempotencyStore.Taking;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import java.util.List;
import java.util.Optional;

/**
 * What a write looks at before it decides. Nobody else can change what it shows until the
 * transaction ends. Used by one thread.
 */
public interface Lookup {

  Optional<EnrolledAccount> account(Id id);

  /** Accounts that this transaction has locked by itself, in this order. */
  List<EnrolledAccount> locked(List<Id> ids);

  /** The account of the claim's pool that has been free the longest, for this claim alone. */
  Optional<EnrolledAccount> free(Claim claim);

  /**
   * So many of the accounts that the claim could have, or all where they are fewer, the one that
   * has been free the longest first.
   */
  List<EnrolledAccount> free(Claim claim, int most);

  /**
   * The same, but only those that nobody else is at just now: never waits, and may miss one that is
   * free in the next moment.
   */
  List<EnrolledAccount> atHand(Claim claim, int most);

  Optional<Lease> lease(String project, Id id);

  /** Whether a service is there and not removed. */
  boolean present(Id service);

  /** What a pool says of its accounts, as it is committed now. */
  Terms terms(Id pool);

  /**
   * How many accounts a pool's row says that it has; empty where there is no such pool, or it is
   * removed. What this transaction changed is told by its census.
   */
  Optional<Integer> existing(Id pool);

  /** Whether anybody stands in a pool's queue. */
  boolean awaited(Id pool);

  /** Told that this transaction put somebody in a pool's queue. */
  void queued(Id pool);

  /** Whether the project has, or had, an account of that name. */
  boolean taken(Needs.Name name);

  /** Told that this transaction made an account of that name. */
  void took(Needs.Name name);

  /** Takes a request's key. False where somebody has, or had, it. */
  boolean first(Taking taking);

  /** Told of an account that this transaction made or changed. */
  void changed(EnrolledAccount account);

  /** Told of an enrollment that this transaction changed, and nothing else of its account. */
  void changed(Enrollment enrollment);

  /** Told of a lease that this transaction made or changed. */
  void changed(Lease lease);

  /** Told that this transaction changed what a pool or a service says, or removed one. */
  void configured();
}
