package dev.testaccounts.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * What the store is compared with: the rows of a lease and a release written to the same tables by
 * plain JDBC, one writer, all that waits in one transaction, and nothing else. No use case, no
 * domain object, no queue in the store, no epoch that is looked at. One thread at a time asks for a
 * run.
 */
final class BareLoop implements AutoCloseable {

  private static final int MOST_IN_A_BATCH = 512;

  private static final String PICK =
      """
      SELECT id, epoch, secret FROM account
      WHERE pool_id = ? AND state = 'FREE' AND reservation IS NULL
      ORDER BY changed_at, id LIMIT 1""";

  private static final String TAKE =
      "UPDATE account SET state = 'LEASED', epoch = epoch + 1, uses = uses + 1, changed_at = ?"
          + " WHERE id = ?";

  private static final String LEASE =
      """
      INSERT INTO lease (id, project, account_id, pool_id, epoch, holder, labels, on_release, state,
        acquired_at, expires_at)
      VALUES (?, 'default', ?, ?, ?, 'bench', '{"run":"bench"}', 'RESET', 'ACTIVE', ?, ?)""";

  private static final String HELD =
      "SELECT account_id, epoch, expires_at FROM lease WHERE id = ? AND state = 'ACTIVE'";

  private static final String END =
      "UPDATE lease SET state = 'RELEASED', ended_at = ?, end_reason = '' WHERE id = ?";

  private static final String CLEAN =
      "UPDATE account SET state = 'CLEANING', secret = ?, changed_at = ? WHERE id = ?";

  private static final String DUE =
      "UPDATE enrollment SET stale = 1, due_at = ? WHERE account_id = ?";

  private static final String EVENT =
      """
      INSERT INTO event (project, at, actor, kind, account_id, lease_id, detail)
      VALUES ('default', ?, 'bench', ?, ?, ?, '{"run":"bench"}')""";

  private static final String COUNT =
      "UPDATE pool_census SET accounts = accounts + ? WHERE pool_id = ? AND state = ?";

  private interface Change {
    void apply() throws SQLException;
  }

  private record Turn(Change change, CompletableFuture<Boolean> done) {}

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final BlockingQueue<Turn> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger number = new AtomicInteger();
  private final Thread writer;
  private final Map<String, Integer> counts = new HashMap<>();
  private int ticks;
  private boolean over;

  /** Writes to the database in a store's folder, which no store has open. */
  BareLoop(Path folder) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    config.setCacheSize(-32_768);
    config.setGetGeneratedKeys(false);
    this.connection =
        JDBC.createConnection(JDBC.PREFIX + folder.resolve("tam.db"), config.toProperties());
    run("PRAGMA wal_autocheckpoint=4000");
    connection.setAutoCommit(false);
    this.writer = Thread.ofPlatform().name("bare-loop").start(this::work);
  }

  /** Leases and releases accounts of a pool; returns how many a second. */
  double pairsPerSecond(String pool, int callers, int count) throws InterruptedException {
    return Pairs.perSecond(callers, count, () -> pair(pool));
  }

  private void pair(String pool) {
    String lease = "%026d".formatted(number.incrementAndGet());
    write(() -> lease(pool, lease));
    write(() -> release(pool, lease));
  }

  private void write(Change change) {
    Turn turn = new Turn(change, new CompletableFuture<>());
    queue.add(turn);
    turn.done().join();
  }

  private void work() {
    List<Turn> batch = new ArrayList<>();
    try {
      while (!over) {
        batch.add(queue.take());
        queue.drainTo(batch, MOST_IN_A_BATCH - 1);
        for (Turn turn : batch) {
          turn.change().apply();
        }
        count();
        connection.commit();
        batch.forEach(turn -> turn.done().complete(true));
        batch.clear();
      }
    } catch (SQLException | InterruptedException e) {
      batch.forEach(turn -> turn.done().completeExceptionally(e));
    }
  }

  private void lease(String pool, String lease) throws SQLException {
    long now = ticks++;
    try (ResultSet free = query(PICK, pool)) {
      if (!free.next()) {
        throw new SQLException("none free");
      }
      String account = free.getString(1);
      update(TAKE, now, account);
      update(LEASE, lease, account, pool, free.getLong(2) + 1, now, now + 900_000_000);
      update(EVENT, now, "ACCOUNT_LEASED", account, lease);
    }
    moved(pool, "FREE", "LEASED");
  }

  private void release(String pool, String lease) throws SQLException {
    long now = ticks++;
    try (ResultSet held = query(HELD, lease)) {
      if (!held.next()) {
        throw new SQLException("not leased");
      }
      String account = held.getString(1);
      update(END, now, lease);
      update(CLEAN, new byte[64], now, account);
      update(DUE, now, account);
      update(EVENT, now, "LEASE_RELEASED", account, lease);
    }
    moved(pool, "LEASED", "CLEANING");
  }

  private void moved(String pool, String from, String to) {
    counts.merge(pool + " " + from, -1, Integer::sum);
    counts.merge(pool + " " + to, 1, Integer::sum);
  }

  private void count() throws SQLException {
    for (Map.Entry<String, Integer> each : counts.entrySet()) {
      String[] place = each.getKey().split(" ", -1);
      if (each.getValue() != 0) {
        update(COUNT, each.getValue(), place[0], place[1]);
      }
    }
    counts.clear();
  }

  private ResultSet query(String sql, Object... values) throws SQLException {
    return bound(sql, values).executeQuery();
  }

  private int update(String sql, Object... values) throws SQLException {
    return bound(sql, values).executeUpdate();
  }

  private PreparedStatement bound(String sql, Object... values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private void run(String pragma) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(pragma);
    }
  }

  @Override
  public void close() throws SQLException {
    write(() -> over = true);
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
    connection.close();
  }
}
