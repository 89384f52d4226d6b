package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.app.Server;
import dev.testaccounts.app.Settings;
import dev.testaccounts.app.config.TamYaml;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Accounts that are rows of a table, by ConnId's bundle for such: it is put where an operator would
 * put it, and told the rest by configuration.
 */
class TableServiceTest {

  /** As the documentation has it. */
  private static final String DECLARED =
      """
      services:
        - name: shop
          url: tcp://127.0.0.1:PORT
          connector:
            connid:
              bundle: table
              configuration:
                jdbcDriver: org.postgresql.Driver
                jdbcUrlTemplate: "jdbc:postgresql://%h:%p/%d"
                database: postgres
                user: postgres
                password: "{{credentials.database}}"
                table: customers
                keyColumn: username
                passwordColumn: secret
              name: "{{account.username}}"
              login: "{{account.username}}"
              username: username
              attributes: {mail: "{{account.email}}"}
          credentials: {database: "${file:SECRET}"}
          limits: {concurrency: 4, timeout: 10s}
      pools:
        - name: shoppers
          services: [shop]
          attributes: {email: "{username}@example.test"}
          size: {max: 20}
      """;

  @TempDir private Path folder;
  private EmbeddedPostgres database;
  private Server server;
  private Wire wire;

  @BeforeEach
  void start() throws Exception {
    database = EmbeddedPostgres.start();
    sql(
        "create table customers (username text primary key, secret text not null, mail text,"
            + " visits int default 7)",
        "insert into customers values ('somebody', 'theirs', null, 1)",
        "insert into customers values ('taken', 'theirs', null, 1)");
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.copy(
        Path.of("target", "bundles", "table.jar"),
        Files.createDirectory(data.resolve("bundles")).resolve("table.jar"));
    Path secret = Files.writeString(folder.resolve("secret"), "any");
    String declared =
        DECLARED
            .replace("PORT", String.valueOf(database.getPort()))
            .replace("SECRET", secret.toString());
    Path file = Files.writeString(folder.resolve("tam.yaml"), declared);
    server = Server.start(new Settings(data, "127.0.0.1", 0, TamYaml.read(file)));
    wire = new Wire(server.url());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    database.close();
  }

  @Test
  void accounts_are_rows_that_are_made_reset_listed_and_removed() throws Exception {
    assertThat(wire.post("/v1/accounts", "{\"pool\":\"shoppers\",\"count\":5}").status())
        .isEqualTo(202);
    await(() -> count("free") == 5);
    assertThat(passwords()).hasSize(7);

    Wire.Answer lease = wire.post("/v1/leases", "{\"pool\":\"shoppers\"}");
    JsonNode account = lease.body().path("account");
    String username = account.path("username").asString();
    String password = account.path("password").asString();
    assertThat(passwords()).containsEntry(username, password);
    assertThat(mail(username)).isEqualTo(username + "@example.test");

    assertThat(wire.delete("/v1/leases/" + lease.text("id")).status()).isEqualTo(204);
    await(() -> count("free") == 5);
    assertThat(passwords()).containsKey(username).doesNotContainEntry(username, password);

    JsonNode sweep = wire.post("/v1/services/shop/orphans", "{}").body();
    assertThat(sweep.path("listed").asInt()).as(sweep.toString()).isEqualTo(7);
    assertThat(sweep.path("vanished")).isEmpty();

    assertThat(wire.post("/v1/cleanup", "{\"pool\":\"shoppers\"}").status()).isEqualTo(202);
    await(() -> passwords().size() == 2);
    assertThat(passwords()).isEqualTo(Map.of("somebody", "theirs", "taken", "theirs"));
  }

  @Test
  void a_row_that_was_lost_is_not_taken_for_one_that_was_reset() throws Exception {
    JsonNode lease = wire.post("/v1/leases", "{\"pool\":\"shoppers\",\"fresh\":true}").body();
    String username = lease.at("/account/username").asString();
    sql("delete from customers where username = '" + username + "'");

    assertThat(wire.delete("/v1/leases/" + lease.path("id").asString()).status()).isEqualTo(204);

    await(() -> count("free") == 1);
    assertThat(passwords()).containsKey(username);
  }

  @Test
  void a_row_of_somebody_else_stays_theirs() throws Exception {
    HttpRequest rows =
        HttpRequest.newBuilder(wire.uri("/v1/accounts?pool=shoppers"))
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString("{\"username\":\"taken\"}\n"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(rows, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    }
    await(() -> count("quarantined") == 1);

    String id = wire.all("/v1/accounts?pool=shoppers").getFirst().path("id").asString();
    JsonNode account = wire.get("/v1/accounts/" + id).body();
    assertThat(account.at("/enrollments/0/observed").asString()).isEqualTo("foreign");
    assertThat(passwords()).containsEntry("taken", "theirs");
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = database.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private Map<String, String> passwords() throws SQLException {
    return column("secret");
  }

  private String mail(String username) throws SQLException {
    return String.valueOf(column("mail").get(username));
  }

  private Map<String, String> column(String name) throws SQLException {
    Map<String, String> found = new TreeMap<>();
    try (Connection connection = database.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from customers")) {
      while (rows.next()) {
        found.put(rows.getString("username"), rows.getString(name));
      }
    }
    return found;
  }

  private int count(String state) throws Exception {
    return wire.all("/v1/accounts?pool=shoppers&state=" + state).size();
  }

  private static void await(Stage.Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("it never came about").isLessThan(end);
      assertThat(new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)).isFalse();
    }
  }
}
