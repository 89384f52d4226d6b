package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes: all changes that wait are made in one transaction, a savepoint each, and answered once it
 * is on the disk. One thread writes; callers block, best on virtual threads. Thread-safe.
 */
final class GroupCommit implements AutoCloseable {

  private static final int MOST_IN_A_BATCH = 512;
  private static final int MOST_WAITING = 4096;

  private final Session session;
  private final SubmissionQueue<Submission<?>> queue = new SubmissionQueue<>(MOST_WAITING);
  private final Thread thread;

  GroupCommit(Session session) {
    this.session = session;
    this.thread = Thread.ofPlatform().name("tam-store-writer").start(this::work);
  }

  /** Makes a change and returns once it is durable. A change that throws is undone, alone. */
  <T> T write(Function<Session, T> change) {
    return write(change, made -> {});
  }

  /**
   * Makes a change.
   *
   * @param committed told of the value once it is durable and before anybody is answered, in the
   *     order of the commits
   */
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
        commit(batch);
        batch.clear();
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

  private void commit(List<Submission<?>> batch) {
    try {
      session.run("BEGIN IMMEDIATE");
      batch.forEach(this::apply);
      session.run("COMMIT");
    } catch (RuntimeException | Error e) {
      rollBack(e);
      StoreUnavailableException fault =
          new StoreUnavailableException("nothing was written: " + e.getMessage(), e);
      batch.forEach(submission -> submission.fail(fault));
      return;
    }
    batch.forEach(Submission::commit);
  }

  private void apply(Submission<?> submission) {
    session.run("SAVEPOINT submission");
    try {
      submission.apply(session);
    } catch (StoreUnavailableException e) {
      // The disk is full or gone, and SQLite may have rolled back everything by itself.
      throw e;
    } catch (RuntimeException | Error e) {
      session.run("ROLLBACK TO submission");
      submission.undone(e);
    }
    session.run("RELEASE submission");
  }

  private void rollBack(Throwable cause) {
    try {
      session.run("ROLLBACK");
    } catch (IllegalStateException | StoreUnavailableException e) {
      // No transaction: SQLite has rolled back by itself, or BEGIN itself failed.
      cause.addSuppressed(e);
    }
  }

  /** Writes what waits, then stops. */
  @Override
  public void close() {
    queue.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    session.close();
  }
}
