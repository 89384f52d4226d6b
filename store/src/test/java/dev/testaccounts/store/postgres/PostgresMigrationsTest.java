package dev.testaccounts.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class PostgresMigrationsTest {

  @Test
  void replicasThatStartTogetherOnAnEmptyDatabaseAllOpen()
      throws InterruptedException, ExecutionException {
    String address = TestDatabases.empty();
    try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<PostgresStore>> opening =
          replicas.invokeAll(
              List.of(() -> PostgresStore.open(address), () -> PostgresStore.open(address)));
      for (Future<PostgresStore> each : opening) {
        try (PostgresStore store = each.get()) {
          assertThat(store.healthy()).isTrue();
          assertThat(store.isShared()).isTrue();
        }
      }
    }
  }

  @Test
  void aDatabaseOfANewerVersionIsRefused() throws SQLException {
    String address = TestDatabases.fresh();
    PostgresAddress parsed = PostgresAddress.parse(address);
    try (Connection connection =
            DriverManager.getConnection(parsed.url(), parsed.user(), parsed.password());
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE flyway_schema_history SET version = '99' WHERE version = '1'");
    }

    assertThatThrownBy(() -> PostgresStore.open(address))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("version 99")
        .hasMessageContaining("expected at most " + PostgresMigrations.NEWEST);
  }
}
