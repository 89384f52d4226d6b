package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.store.sql.Dialect;
import dev.testaccounts.store.sql.Reading;
import dev.testaccounts.store.sql.Session;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Reads what is committed, on a few connections that only read. Thread-safe. */
final class Readers implements Reading, AutoCloseable {

  private static final int CONNECTIONS = 4;

  private final Semaphore permits = new Semaphore(CONNECTIONS, true);
  private final ConcurrentLinkedDeque<SqliteSession> idle = new ConcurrentLinkedDeque<>();
  private final Database database;
  private volatile boolean closed;

  Readers(Database database) {
    this.database = database;
  }

  @Override
  public <T> T read(Function<Session, T> query) {
    permits.acquireUninterruptibly();
    try {
      SqliteSession session = take();
      try {
        return query.apply(session);
      } finally {
        // The one used last comes first: its cache is warm.
        idle.addFirst(session);
      }
    } finally {
      permits.release();
    }
  }

  @Override
  public Dialect dialect() {
    return SqliteSession.DIALECT;
  }

  private SqliteSession take() {
    if (closed) {
      throw new StoreUnavailableException("the store is closed", null);
    }
    SqliteSession session = idle.pollFirst();
    return session == null ? database.reader() : session;
  }

  /** Waits for those who are reading. */
  @Override
  public void close() {
    closed = true;
    permits.acquireUninterruptibly(CONNECTIONS);
    idle.forEach(SqliteSession::close);
    idle.clear();
    permits.release(CONNECTIONS);
  }
}
