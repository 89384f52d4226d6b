package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.store.sql.Threads;
import java.util.concurrent.Semaphore;

/**
 * Brings the log into the database file, so that the log can begin anew. Nearly all of it beside
 * the writer, on a connection of its own; what came meanwhile is a few pages, which the writer
 * brings over between two commits. With all of it on the writer's path one caller in a hundred
 * waited for it. Used by the writing thread.
 */
final class Checkpoints implements AutoCloseable {

  /** After so many rows the log has some thousand pages: the fsyncs of a checkpoint do not show. */
  private static final int ROWS = 4_000;

  private final SqliteSession writer;
  private final SqliteSession own;
  private final Semaphore wanted = new Semaphore(0);
  private final Thread thread;
  private volatile boolean underWay;
  private volatile boolean rest;
  private volatile boolean closed;
  private long rowsBefore;

  /**
   * @param writer the writer's session
   * @param own another session of the same database
   */
  Checkpoints(SqliteSession writer, SqliteSession own) {
    this.writer = writer;
    this.own = own;
    this.thread = Thread.ofPlatform().name("tam-store-checkpoint").start(this::work);
  }

  /** To be called by the writer between two transactions. */
  void afterCommit() {
    if (rest) {
      rest = false;
      underWay = false;
      checkpoint(writer);
      rowsBefore = writer.rowsWritten();
    } else if (!underWay && writer.rowsWritten() - rowsBefore >= ROWS) {
      underWay = true;
      wanted.release();
    }
  }

  private void work() {
    wanted.acquireUninterruptibly();
    while (!closed) {
      checkpoint(own);
      rest = true;
      wanted.acquireUninterruptibly();
    }
  }

  /** Where it does not come off, everything stays in the log, and the next one brings it over. */
  private static void checkpoint(SqliteSession session) {
    try {
      session.each("PRAGMA wal_checkpoint(PASSIVE)", row -> {});
    } catch (StoreUnavailableException | IllegalStateException e) {
      System.getLogger(Checkpoints.class.getName())
          .log(System.Logger.Level.DEBUG, "the log could not be brought over", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    wanted.release();
    Threads.awaitEnd(thread);
    own.close();
  }
}
