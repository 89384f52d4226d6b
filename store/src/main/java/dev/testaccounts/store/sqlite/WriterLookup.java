package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.store.sql.QueryLookup;
import dev.testaccounts.store.sql.Session;
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
    remembered.put(account);
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
