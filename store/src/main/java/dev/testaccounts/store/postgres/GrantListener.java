package dev.testaccounts.store.postgres;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.store.sql.Waiters;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears of the leases that any server granted to somebody who waits, on a connection of its own,
 * and wakes who waits here. What it misses while the database is away, the waiting see when they
 * look by themselves.
 */
final class GrantListener implements AutoCloseable {

  static final String NOTIFY = "SELECT pg_notify('tam_granted', ?)";

  private static final int LISTEN_MILLIS = 500;
  private static final int PAUSE_MILLIS = 1_000;

  private final PostgresAddress address;
  private final Waiters waiters;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Connection listening;

  GrantListener(PostgresAddress address, Waiters waiters) {
    this.address = address;
    this.waiters = waiters;
    this.thread = Thread.ofPlatform().daemon().name("tam-store-listener").start(this::work);
  }

  private void work() {
    while (!isClosedAfter(0)) {
      try (Connection connection = address.connect()) {
        listening = connection;
        listen(connection);
      } catch (SQLException e) {
        // Away, or cut: tried again until it is there.
        boolean _ = isClosedAfter(PAUSE_MILLIS);
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN tam_granted");
    }
    PGConnection notified = connection.unwrap(PGConnection.class);
    while (!isClosedAfter(0)) {
      PGNotification[] notifications = notified.getNotifications(LISTEN_MILLIS);
      for (PGNotification each : notifications) {
        Id.parse(each.getParameter()).ifPresent(waiters::wake);
      }
    }
  }

  private boolean isClosedAfter(long millis) {
    try {
      return closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    Connection connection = listening;
    try {
      if (connection != null) {
        // It may be listening: it need not hear any more.
        connection.abort(Runnable::run);
      }
    } catch (SQLException e) {
      // It ends by itself, a moment later.
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
