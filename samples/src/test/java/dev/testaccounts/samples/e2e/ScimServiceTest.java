package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.app.Server;
import dev.testaccounts.app.Settings;
import dev.testaccounts.app.config.TamYaml;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.testkit.scim.Quirk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A server process with services behind it that speak SCIM, each in its own way. */
class ScimServiceTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Quirk.class,
      names = {"ETAG", "BULK"})
  void a_hundred_accounts_live_and_end_although_the_server_is_killed(Quirk quirk) throws Exception {
    try (ScimService service = new ScimService(quirk, Quirk.SHORT_PAGES);
        Lifecycle lifecycle = Lifecycle.in(service, folder)) {
      lifecycle.create();
      Map<String, String> passwords = lifecycle.lease();
      lifecycle.release(passwords);
      lifecycle.lease();
      lifecycle.cleanUp();
      assertThat(service.peer().requests().contains("POST /scim/v2/Bulk"))
          .isEqualTo(quirk == Quirk.BULK);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Quirk.class,
      names = {"ETAG", "NO_PASSWORD_CHANGE"})
  void a_service_that_keeps_accounts_is_certified_and_left_as_it_was(Quirk quirk) throws Exception {
    try (ScimService service = new ScimService(quirk);
        Lifecycle lifecycle = Lifecycle.in(service, folder)) {
      Wire.Answer checked = lifecycle.wire().post("/v1/services/product/check", "");

      assertThat(checked.body().path("passed").asBoolean()).as("%s", checked.body()).isTrue();
      assertThat(result(checked, "check")).isEqualTo("ok");
      assertThat(result(checked, "sign in")).isEqualTo("ok");
      assertThat(result(checked, "list")).isEqualTo("ok");
      assertThat(result(checked, "reset"))
          .isEqualTo(quirk == Quirk.NO_PASSWORD_CHANGE ? "skipped" : "ok");
      assertThat(service.usernames()).containsExactly("alice");
    }
  }

  /** Although only one call may be under way: there is more in the connector than that. */
  @Test
  void what_waits_for_a_place_goes_together() throws Exception {
    try (ScimService service = new ScimService(Quirk.BULK)) {
      Path config =
          Files.writeString(
              folder.resolve("tam.yaml"),
              """
              services:
                - name: product
                  limits: {concurrency: 1, timeout: 5s}
              DECLARED
              pools:
                - name: people
                  services: [product]
                  size: {max: 40}
              """
                  .replace("DECLARED", service.declared(folder).stripTrailing()));
      try (Server server =
          Server.start(
              new Settings(folder.resolve("data"), "127.0.0.1", 0, TamYaml.read(config)))) {
        Wire wire = new Wire(server.url());
        wire.post("/v1/accounts", "{\"pool\":\"people\",\"count\":40}");
        await(() -> wire.all("/v1/accounts?state=free").size() == 40);
      }
      assertThat(service.peer().requests()).contains("POST /scim/v2/Bulk");
    }
  }

  @Test
  void a_password_that_was_acknowledged_and_not_set_frees_no_account() throws Exception {
    try (ScimService service = new ScimService(Quirk.PASSWORD_IGNORED);
        Lifecycle lifecycle = Lifecycle.in(service, folder)) {
      Wire wire = lifecycle.wire();
      assertThat(wire.post("/v1/accounts", "{\"pool\":\"people\",\"count\":1}").status())
          .isEqualTo(202);
      await(() -> text(wire).contains("service 'product': login: expected 200 to 299, got 401"));

      assertThat(wire.all("/v1/accounts?state=free")).isEmpty();
      Wire.Answer checked = wire.post("/v1/services/product/check", "");
      assertThat(checked.body().path("passed").asBoolean()).isFalse();
      assertThat(result(checked, "sign in")).isEqualTo("failed");
    }
  }

  @Test
  void where_no_password_can_be_changed_an_account_is_made_anew() throws Exception {
    try (ScimService service = new ScimService(Quirk.NO_PASSWORD_CHANGE);
        Lifecycle lifecycle = Lifecycle.in(service, folder)) {
      Wire wire = lifecycle.wire();
      Wire.Answer lease = wire.post("/v1/leases", "{\"pool\":\"people\",\"fresh\":true}");
      JsonNode account = lease.body().path("account");
      String name = account.path("username").asString();

      assertThat(wire.delete("/v1/leases/" + lease.text("id")).status()).isEqualTo(204);
      lifecycle.awaitFree(name);

      assertThat(service.letsIn(name, account.path("password").asString())).isFalse();
      assertThat(service.peer().requests()).anyMatch(each -> each.startsWith("DELETE "));
    }
  }

  @Test
  void an_account_with_our_mark_that_nobody_knows_is_found() throws Exception {
    try (ScimService service = new ScimService();
        Lifecycle lifecycle = Lifecycle.in(service, folder)) {
      service.peer().add("test_0a1b2c3d", "tam-01ja0000000000000000000009", "x");
      service.peer().add("test_4e5f6a7b", "theirs", "x");

      Wire.Answer report = lifecycle.wire().post("/v1/services/product/orphans", "{}");

      assertThat(report.body().path("orphans")).hasSize(1);
      assertThat(report.body().at("/orphans/0/username").asString()).isEqualTo("test_0a1b2c3d");
    }
  }

  @Test
  void the_example_of_its_page_is_one_that_the_server_takes() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "connectors", "scim.md"));
    String example = page.split("```yaml\n", 2)[1].split("```", 2)[0];

    assertThat(TamYaml.read(Files.writeString(folder.resolve("tam.yaml"), example)).services())
        .extracting(ServiceSpec::recipe)
        .containsExactly("scim");
  }

  private static String text(Wire wire) throws Exception {
    StringBuilder text = new StringBuilder();
    for (JsonNode each : wire.all("/v1/accounts")) {
      text.append(wire.get("/v1/accounts/" + each.path("id").asString()).body());
    }
    return text.toString();
  }

  private static String result(Wire.Answer checked, String step) {
    return StreamSupport.stream(checked.body().path("steps").spliterator(), false)
        .filter(each -> each.path("name").asString().equals(step))
        .map(each -> each.path("result").asString())
        .findFirst()
        .orElse("(none)");
  }

  private static void await(Stage.Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("it never came about").isLessThan(end);
      assertThat(new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
  }
}
