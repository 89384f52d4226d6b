package dev.testaccounts.store.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Databases for tests: one server for all tests of a process, and a database for each, copied from
 * one that is migrated. The server ends with the process.
 */
final class TestDatabases {

  private static final String TEMPLATE = "migrated";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Handed out, and maybe not needed any more. */
  private static final Deque<String> OLD = new ConcurrentLinkedDeque<>();

  private TestDatabases() {}

  /** Started when it is first asked for. */
  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      EmbeddedPostgres server = server();
      execute(server, "CREATE DATABASE " + TEMPLATE);
      PostgresStore.open(address(server, TEMPLATE)).close();
      return server;
    }
  }

  /** A server of the caller's own, to be stopped and started. */
  static EmbeddedPostgres server() {
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", "off")
          .setServerConfig("max_connections", "300")
          .setServerConfig("timezone", "Pacific/Chatham")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty, migrated database; its address. */
  static String fresh() {
    dropOld();
    String name = "test_" + NUMBER.incrementAndGet();
    execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    OLD.add(name);
    return address(Server.RUNNING, name);
  }

  /**
   * Those that nobody is connected to: hundreds of them took the server longer to delete at its end
   * than a test process is given.
   */
  private static void dropOld() {
    for (String name : List.copyOf(OLD)) {
      try {
        execute("DROP DATABASE " + name);
        OLD.remove(name);
      } catch (IllegalStateException inUse) {
        // Its test is still at it.
      }
    }
  }

  /** A database without tables; its address. */
  static String empty() {
    String name = "empty_" + NUMBER.incrementAndGet();
    execute("CREATE DATABASE " + name);
    return address(Server.RUNNING, name);
  }

  /** Executes a statement as the server's owner. */
  static void execute(String sql) {
    execute(Server.RUNNING, sql);
  }

  static void execute(EmbeddedPostgres server, String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  static String address(EmbeddedPostgres server, String database) {
    return "jdbc:postgresql://postgres:postgres@127.0.0.1:%d/%s"
        .formatted(server.getPort(), database);
  }
}
