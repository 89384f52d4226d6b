package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.app.Server;
import dev.testaccounts.app.Settings;
import dev.testaccounts.app.config.TamYaml;
import dev.testaccounts.samples.userservice.Fault;
import dev.testaccounts.samples.userservice.UserService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What stands in a real service and nobody knows, and what it lost. */
class OrphansTest {

  private static final String DECLARED =
      """
      services:
        - name: users
          url: URL
          connector:
            http:
              create:
                path: /create_account
                json: {username: "{{account.username}}", password: "{{account.password}}"}
              delete: {path: "/delete_account/{{account.username}}"}
              list: {path: /admin/accounts, items: "$.usernames[*]", username: $}
        - name: simple
          url: URL
      pools:
        - name: buyers
          services: [users]
      """;

  @TempDir private Path folder;
  private UserService service;
  private Server server;
  private Wire wire;
  private Wire theirs;

  @BeforeEach
  void start() throws Exception {
    service = UserService.start(UserService.Options.local());
    Path file =
        Files.writeString(
            folder.resolve("tam.yaml"), DECLARED.replace("URL", service.url().toString()));
    server = Server.start(new Settings(folder.resolve("data"), "127.0.0.1", 0, TamYaml.read(file)));
    wire = new Wire(server.url());
    theirs = new Wire(service.url());
  }

  @AfterEach
  void stop() {
    server.close();
    service.close();
  }

  @Test
  void orphans_go_and_nothing_else_does() throws Exception {
    Wire.Answer lease = wire.post("/v1/leases", "{\"pool\":\"buyers\",\"fresh\":true}");
    String ours = lease.body().at("/account/username").asString();
    put("test_0a1b2c3d");
    put("ann");

    Wire.Answer report = wire.post("/v1/services/users/orphans", "{}");
    assertThat(report.status()).isEqualTo(200);
    assertThat(report.body().path("listed").asInt()).isEqualTo(3);
    assertThat(report.body().at("/orphans/0/username").asString()).isEqualTo("test_0a1b2c3d");
    assertThat(report.body().path("orphans")).hasSize(1);
    assertThat(service.accounts()).hasSize(3);

    assertThat(
            wire.post("/v1/services/users/orphans", "{\"action\":\"delete\"}")
                .body()
                .at("/orphans/0/fate")
                .asString())
        .isEqualTo("condemned");
    awaitGone("test_0a1b2c3d");
    assertThat(service.accounts()).containsExactlyInAnyOrder(ours, "ann");
  }

  @Test
  void what_the_service_said_was_deleted_and_was_not_is_deleted_once_more() throws Exception {
    wire.post("/v1/accounts", "{\"pool\":\"buyers\",\"count\":1}");
    JsonNode made = awaitAccount();
    String account = made.path("id").asString();
    String username = made.path("username").asString();
    awaitState(account, "free");
    service.inject(Fault.on(Fault.Target.DELETE, new Fault.Lie()));
    wire.delete("/v1/accounts/" + account);
    awaitState(account, "deleted");
    assertThat(service.accounts()).contains(username);

    Wire.Answer swept =
        wire.post("/v1/services/users/orphans", "{\"action\":\"delete\",\"olderThan\":\"0s\"}");

    assertThat(swept.body().path("orphans")).isEmpty();
    assertThat(swept.body().at("/lingering/0/account").asString()).isEqualTo(account);
    assertThat(swept.body().at("/lingering/0/fate").asString()).isEqualTo("condemned");
    awaitGone(username);
    awaitState(account, "deleted");
  }

  private JsonNode awaitAccount() throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (wire.all("/v1/accounts").isEmpty()) {
      assertThat(System.nanoTime()).as("there never was one").isLessThan(end);
      assertThat(new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS)).isFalse();
    }
    return wire.all("/v1/accounts").getFirst();
  }

  private void awaitState(String account, String state) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!wire.get("/v1/accounts/" + account).text("state").equals(state)) {
      assertThat(System.nanoTime()).as("it never was " + state).isLessThan(end);
      assertThat(new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @Test
  void what_the_service_lost_is_told_and_forgotten() throws Exception {
    String id = wire.post("/v1/leases", "{\"pool\":\"buyers\",\"fresh\":true}").text("id");
    service.forget();

    Wire.Answer swept =
        wire.post("/v1/services/users/orphans", "{\"action\":\"forget\",\"olderThan\":\"0s\"}");

    assertThat(swept.body().at("/vanished/0/state").asString()).isEqualTo("leased");
    assertThat(swept.body().at("/vanished/0/fate").asString()).isEqualTo("kept");
    assertThat(wire.delete("/v1/leases/" + id).status()).isEqualTo(204);
  }

  @Test
  void a_service_without_a_list_cannot_be_swept() throws Exception {
    Wire.Answer swept = wire.post("/v1/services/simple/orphans", "{}");

    assertThat(swept.status()).isEqualTo(409);
    assertThat(swept.text("code")).isEqualTo("cannot-list");
    assertThat(wire.post("/v1/services/users/orphans", "{\"action\":\"burn\"}").status())
        .isEqualTo(400);
  }

  private void put(String username) throws Exception {
    String body = "{\"username\":\"" + username + "\",\"password\":\"secret-enough\"}";
    assertThat(theirs.post("/create_account", body).status()).isEqualTo(200);
  }

  private void awaitGone(String username) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (service.accounts().contains(username)) {
      assertThat(System.nanoTime()).as("it never went").isLessThan(end);
      assertThat(new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS)).isFalse();
    }
  }
}
