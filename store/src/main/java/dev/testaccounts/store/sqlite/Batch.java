package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import java.util.List;

/** Several changes in one transaction: each undone alone, all durable or none. */
final class Batch {

  private Batch() {}

  /** Makes the changes and answers their callers, in order; never throws. */
  static void commit(Session session, List<Submission<?>> changes) {
    try {
      session.run("BEGIN IMMEDIATE");
      changes.forEach(change -> apply(session, change));
      session.run("COMMIT");
    } catch (RuntimeException | Error e) {
      rollBack(session, e);
      StoreUnavailableException fault =
          new StoreUnavailableException("nothing was written: " + e.getMessage(), e);
      changes.forEach(change -> change.fail(fault));
      return;
    }
    changes.forEach(Submission::commit);
  }

  private static void apply(Session session, Submission<?> change) {
    session.run("SAVEPOINT submission");
    try {
      change.apply(session);
    } catch (StoreUnavailableException e) {
      // The disk is full or gone, and SQLite may have rolled back everything by itself.
      throw e;
    } catch (RuntimeException | Error e) {
      session.run("ROLLBACK TO submission");
      change.undone(e);
    }
    session.run("RELEASE submission");
  }

  private static void rollBack(Session session, Throwable cause) {
    try {
      session.run("ROLLBACK");
    } catch (IllegalStateException | StoreUnavailableException e) {
      // No transaction: SQLite has rolled back by itself, or BEGIN itself failed.
      cause.addSuppressed(e);
    }
  }
}
