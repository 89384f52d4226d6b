package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.store.sql.Submission;
import java.util.List;

/**
 * Several changes in one transaction. Where one of them throws, which only a mistake of ours makes
 * it do, everything is undone and each change is made again in a transaction of its own, so that
 * only its own caller suffers. A savepoint for each change would do the same and was tried: it
 * copies every page that it touches, and cost a tenth of the throughput on the days when nothing
 * goes wrong.
 */
final class Batch {

  private Batch() {}

  /** Makes the changes and answers their callers, in order; never throws. */
  static void commit(SqliteSession session, List<Submission<?>> changes) {
    try {
      together(session, changes);
    } catch (StoreUnavailableException e) {
      rollBack(session, e);
      failAll(changes, new StoreUnavailableException("nothing was written: " + e.getMessage(), e));
    } catch (RuntimeException | Error e) {
      rollBack(session, e);
      apart(session, changes, e);
    }
  }

  private static void failAll(List<Submission<?>> changes, StoreUnavailableException fault) {
    changes.forEach(change -> change.fail(fault));
  }

  private static void apart(SqliteSession session, List<Submission<?>> changes, Throwable cause) {
    if (changes.size() == 1) {
      changes.getFirst().fail(cause);
    } else {
      changes.forEach(change -> commit(session, List.of(change)));
    }
  }

  private static void together(SqliteSession session, List<Submission<?>> changes) {
    session.begin();
    changes.forEach(change -> change.apply(session));
    session.commit();
    changes.forEach(Submission::commit);
  }

  private static void rollBack(SqliteSession session, Throwable cause) {
    try {
      session.rollBack();
    } catch (IllegalStateException | StoreUnavailableException e) {
      // No transaction: SQLite has rolled back by itself, or BEGIN itself failed.
      cause.addSuppressed(e);
    }
  }
}
