package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import dev.testaccounts.core.pool.Rotation;
import dev.testaccounts.store.sql.Pickable;
import dev.testaccounts.store.sql.QueryLookup;
import dev.testaccounts.store.sql.Session;
import dev.testaccounts.store.sql.Terms;
import java.util.List;
import java.util.Optional;

/** Asks the database only for what the writer does not remember. For one transaction. */
final class WriterLookup extends QueryLookup {

  private final Remembered remembered;

  WriterLookup(Session session, Remembered remembered) {
    super(session);
    this.remembered = remembered;
  }

  @Override
  public Optional<EnrolledAccount> account(Id id) {
    Optional<EnrolledAccount> known = remembered.account(id);
    if (known.isPresent()) {
      return known;
    }
    Optional<EnrolledAccount> read = super.account(id);
    read.ifPresent(remembered::put);
    return read;
  }

  /**
   * Reads a pool's next accounts together: one query for many takes half the time for each. Not
   * where accounts rest: then one whose rest is over comes before those that were read.
   */
  @Override
  public Optional<EnrolledAccount> free(Claim claim) {
    Rotation rotation = terms(claim.pool()).rotation();
    if (!claim.filter().isNone() || !rotation.coolDown().isZero()) {
      return super.free(claim);
    }
    Optional<EnrolledAccount> next =
        remembered
            .free()
            .next(claim.pool())
            .flatMap(this::account)
            .filter(each -> isFor(claim, each.account(), rotation));
    return next.isPresent() ? next : readAhead(claim);
  }

  private Optional<EnrolledAccount> readAhead(Claim claim) {
    List<EnrolledAccount> read = free(claim, FreeAhead.MOST);
    read.forEach(remembered::put);
    remembered.free().put(claim.pool(), read);
    return read.stream().findFirst();
  }

  /** What {@link Pickable} asks. */
  private static boolean isFor(Claim claim, Account account, Rotation rotation) {
    return account.state() == AccountState.FREE
        && account.reservation() == null
        && claim.pool().equals(account.pool())
        && claim.project().equals(account.project())
        && (account.uses() == 0 || !account.changedAt().isAfter(claim.now()))
        && rotation.retires(account, claim.now()).isEmpty();
  }

  @Override
  public Terms terms(Id pool) {
    Optional<Terms> known = remembered.pools().terms(pool);
    if (known.isPresent()) {
      return known.get();
    }
    Terms read = super.terms(pool);
    remembered.pools().put(pool, read);
    return read;
  }

  @Override
  public boolean awaited(Id pool) {
    if (remembered.pools().isUnawaited(pool)) {
      return false;
    }
    boolean awaited = super.awaited(pool);
    if (!awaited) {
      remembered.pools().unawaited(pool);
    }
    return awaited;
  }

  @Override
  public void queued(Id pool) {
    super.queued(pool);
    remembered.pools().queued(pool);
  }

  @Override
  public void configured() {
    super.configured();
    remembered.pools().configured();
  }

  @Override
  public Optional<Lease> lease(String project, Id id) {
    Optional<Lease> known = remembered.lease(id);
    if (known.isPresent()) {
      return known.filter(each -> each.project().equals(project));
    }
    Optional<Lease> read = super.lease(project, id);
    read.ifPresent(remembered::put);
    return read;
  }

  @Override
  public void changed(EnrolledAccount account) {
    if (isAtRest(account.account())) {
      remembered.putFirstToGo(account);
    } else {
      remembered.put(account);
    }
    remembered.free().changed(account.account());
  }

  /**
   * One that came free stands behind all others of its pool; of one that is deleted all is said.
   */
  private static boolean isAtRest(Account account) {
    return account.state() == AccountState.DELETED
        || (account.state() == AccountState.FREE && account.reservation() == null);
  }

  @Override
  public void changed(Enrollment enrollment) {
    remembered.put(enrollment);
  }

  @Override
  public void changed(Lease lease) {
    remembered.put(lease);
  }
}
