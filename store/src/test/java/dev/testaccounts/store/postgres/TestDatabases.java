package dev.testaccounts.store.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Databases for tests: one server for all tests of a process, and a database for each, copied from
 * one that is migrated. The server ends with the process.
 */
final class TestDatabases {

  private static final String TEMPLATE = "migrated";

  private static final AtomicInteger NUMBER = new AtomicInteger();

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
    String name = "test_" + NUMBER.incrementAndGet();
    execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    return address(Server.RUNNING, name);
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
