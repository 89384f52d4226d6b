package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.store.sql.Needs;
import dev.testaccounts.store.sql.Session;
import dev.testaccounts.store.sql.Submission;
import dev.testaccounts.store.sql.SubmissionQueue;
import dev.testaccounts.store.sql.Threads;
import dev.testaccounts.store.sql.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Writes: all changes that wait are made in one transaction, and answered once it is on the disk;
 * see {@link Batch}. One thread writes; callers block, best on virtual threads. Thread-safe.
 */
final class GroupCommit implements Writer, AutoCloseable {

  private static final int MOST_IN_A_BATCH = 512;
  private static final int MOST_WAITING = 4096;

  private final SqliteSession session;
  private final Checkpoints checkpoints;
  private final SubmissionQueue<Submission<?>> queue = new SubmissionQueue<>(MOST_WAITING);
  private final Thread thread;

  /**
   * @param session to write with
   * @param other another session of the same database, for the checkpoints
   */
  GroupCommit(SqliteSession session, SqliteSession other) {
    this.session = session;
    this.checkpoints = new Checkpoints(session, other);
    this.thread = Thread.ofPlatform().name("tam-store-writer").start(this::work);
  }

  /** Makes a change and returns once it is durable. A change that throws is undone, alone. */
  <T> T write(Function<Session, T> change) {
    return write(change, made -> {});
  }

  /** One thread writes: what a change needs is its own. */
  @Override
  public <T> T write(Supplier<Needs> needs, Function<Session, T> change, Consumer<T> committed) {
    return write(change, committed);
  }

  @Override
  public <T> T alone(Supplier<Needs> needs, Function<Session, T> change) {
    return write(change);
  }

  <T> T write(Function<Session, T> change, Consumer<T> committed) {
    Submission<T> submission = new Submission<>(change, committed);
    if (!queue.put(submission)) {
      throw closed();
    }
    return submission.await();
  }

  private void work() {
    List<Submission<?>> batch = new ArrayList<>();
    try {
      while (queue.take(batch, MOST_IN_A_BATCH)) {
        Batch.commit(session, batch);
        batch.clear();
        checkpoints.afterCommit();
      }
    } finally {
      endQueue(batch);
    }
  }

  /** Should this thread ever die, nobody is left waiting for it. */
  private void endQueue(List<Submission<?>> batch) {
    queue.close();
    do {
      batch.forEach(each -> each.fail(closed()));
      batch.clear();
    } while (queue.take(batch, MOST_IN_A_BATCH));
  }

  private static StoreUnavailableException closed() {
    return new StoreUnavailableException("the store is closed", null);
  }

  /** Writes what waits, then stops. */
  @Override
  public void close() {
    queue.close();
    Threads.awaitEnd(thread);
    checkpoints.close();
    session.close();
  }
}
