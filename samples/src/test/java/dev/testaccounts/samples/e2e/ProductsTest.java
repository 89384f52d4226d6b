package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.testkit.directory.Slapd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Against products that nobody here wrote, which know nothing of it. In one class, so that each of
 * them starts once.
 */
@ExtendWith(Running.class)
class ProductsTest {

  private static Keycloak keycloak;
  private static RabbitMq rabbit;

  @TempDir private Path folder;

  @BeforeAll
  static void start(Keycloak runningKeycloak, RabbitMq runningRabbit) {
    keycloak = runningKeycloak;
    rabbit = runningRabbit;
  }

  @Test
  void a_hundred_accounts_live_and_end_in_a_keycloak_although_the_server_is_killed()
      throws Exception {
    try (Lifecycle lifecycle = Lifecycle.in(keycloak, folder)) {
      lifecycle.create();
      Map<String, String> passwords = lifecycle.lease();
      lifecycle.release(passwords);
      lifecycle.lease();
      lifecycle.cleanUp();
    }
  }

  @Test
  void a_lease_hands_out_tokens_and_its_end_ends_their_session() throws Exception {
    try (Lifecycle lifecycle = Lifecycle.in(keycloak, folder)) {
      Wire wire = lifecycle.wire();
      Wire.Answer lease =
          wire.post("/v1/leases", "{\"pool\":\"people\",\"fresh\":true,\"signIn\":true}");
      assertThat(lease.status()).as(lease.body().toString()).isEqualTo(201);
      JsonNode account = lease.body().path("account");
      JsonNode tokens = account.at("/services/product/tokens");
      String refresh = tokens.path("refreshToken").asString();
      assertThat(keycloak.owner(tokens.path("accessToken").asString()))
          .isEqualTo(account.path("username").asString());
      assertThat(keycloak.refreshes(refresh)).as("the session is there").isTrue();

      assertThat(wire.delete("/v1/leases/" + lease.text("id")).status()).isEqualTo(204);
      lifecycle.awaitFree(account.path("username").asString());

      assertThat(keycloak.refreshes(refresh)).as("the session is over").isFalse();
    }
  }

  @Test
  void a_hundred_accounts_live_and_end_in_a_rabbitmq_although_the_server_is_killed()
      throws Exception {
    try (Lifecycle lifecycle = Lifecycle.in(rabbit, folder)) {
      lifecycle.create();
      Map<String, String> passwords = lifecycle.lease();
      lifecycle.release(passwords);
      lifecycle.lease();
      lifecycle.cleanUp();
    }
  }

  /** Without a tag a user has no access to the API that would prove the password. */
  @Test
  void what_differs_from_a_recipe_is_said_beside_it() throws Exception {
    String untagged = "\"create\":{\"json\":{\"tags\":\"\"}},\"reset\":{\"json\":{\"tags\":\"\"}}";
    try (Lifecycle lifecycle = Lifecycle.in(rabbit, folder)) {
      Wire wire = lifecycle.wire();
      assertThat(checked(wire)).isEqualTo("ok, ok, ok");

      changed(wire, "{" + untagged + "}");
      assertThat(checked(wire)).isEqualTo("failed, failed, ok");

      changed(wire, "{\"login\":null," + untagged + "}");
      assertThat(checked(wire)).isEqualTo("skipped, skipped, skipped");
    }
  }

  private static void changed(Wire wire, String http) throws Exception {
    ObjectNode body = (ObjectNode) wire.get("/v1/services/product").body();
    body.remove(List.of("id", "health", "version", "createdAt"));
    body.remove("connector");
    String connector = ",\"connector\":{\"recipe\":\"rabbitmq\",\"http\":" + http + "}}";
    Wire.Answer answer =
        wire.send(
            "PUT", "/v1/services/product", body.toString().replaceFirst("}$", "") + connector);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    assertThat(answer.body().at("/connector/http").toString()).isEqualTo(http);
  }

  /** How the sign-ins of a probe went: with its password, with a new one, with the old one. */
  private static String checked(Wire wire) throws Exception {
    JsonNode certificate = wire.post("/v1/services/product/check", "").body();
    assertThat(certificate.path("removed").asBoolean()).as(certificate.toString()).isTrue();
    return StreamSupport.stream(certificate.path("steps").spliterator(), false)
        .filter(each -> each.path("name").asString().startsWith("sign in"))
        .map(each -> each.path("result").asString())
        .collect(Collectors.joining(", "));
  }

  /** One identity in a Keycloak, an OpenLDAP directory and a RabbitMQ. */
  @Nested
  class OneIdentity {

    private static final int ACCOUNTS = 3;

    private Slapd directory;
    private Set<String> inKeycloak;
    private Set<String> inRabbit;
    private ThreeSystems systems;

    @BeforeEach
    void begin() throws Exception {
      directory = Slapd.start(Files.createDirectory(folder.resolve("slapd")));
      directory.add(Slapd.dn("somebody"), "inetOrgPerson");
      inKeycloak = keycloak.usernames();
      inRabbit = rabbit.usernames();
      systems = ThreeSystems.start(folder, keycloak, directory, rabbit);
    }

    @AfterEach
    void end() {
      systems.close();
      directory.close();
    }

    @Test
    void the_last_of_them_is_checked_with_a_probe_that_is_in_all() throws Exception {
      JsonNode checked = systems.check("broker");

      assertThat(checked.path("passed").asBoolean()).as(checked.toString()).isTrue();
      assertThat(checked.path("removed").asBoolean()).isTrue();
      assertThat(checked.path("steps").findValuesAsString("name"))
          .startsWith("create in keycloak", "create in directory", "check", "create")
          .endsWith("delete again", "delete in directory", "delete in keycloak");
      assertAsBefore();
    }

    @Test
    void it_is_the_same_in_all_of_them_rotated_in_all_and_removed_from_all() throws Exception {
      systems.create(ACCOUNTS);
      systems.awaitFree(ACCOUNTS);
      JsonNode used = systems.lease();
      JsonNode account = used.path("account");
      String username = account.path("username").asString();
      String password = account.path("password").asString();
      assertThat(password).hasSize(18).startsWith("Tam1+");
      assertThat(in(username, password)).isEqualTo("keycloak true, directory true, broker true");
      assertSameIdentity(account, username);

      systems.release(used);
      systems.awaitFree(ACCOUNTS);
      assertThat(in(username, password)).isEqualTo("keycloak false, directory false, broker false");
      for (int i = 0; i < ACCOUNTS; i++) {
        JsonNode next = systems.lease().path("account");
        assertThat(in(next.path("username").asString(), next.path("password").asString()))
            .isEqualTo("keycloak true, directory true, broker true");
      }

      systems.cleanUp();
      assertAsBefore();
    }

    /** What the first calls it is known to the second. */
    private void assertSameIdentity(JsonNode account, String username) throws Exception {
      String email = account.path("email").asString();
      assertThat(email).isEqualTo(username + "@example.test");
      assertThat(keycloak.email(username)).isEqualTo(email);
      assertThat(directory.attribute(Slapd.dn(username), "mail")).isEqualTo(email);
      assertThat(directory.attribute(Slapd.dn(username), "employeeNumber"))
          .isEqualTo(account.at("/services/keycloak/id").asString())
          .hasSize(36);
    }

    @Test
    void while_one_is_down_each_service_says_how_far_it_is_and_the_rest_follows() throws Exception {
      directory.stop();
      systems.create(1);
      JsonNode account = systems.awaitError("directory", "nobody answers");
      String username = account.path("username").asString();
      assertThat(account.path("state").asString()).isEqualTo("pending");
      assertThat(systems.observed(account))
          .containsEntry("keycloak", "present")
          .containsEntry("broker", "absent");
      assertThat(systems.observed(account).get("directory")).isNotEqualTo("present");
      assertThat(keycloak.usernames()).contains(username);
      assertThat(rabbit.usernames()).doesNotContain(username);

      directory.again();
      systems.awaitFree(1);
      JsonNode leased = systems.lease().path("account");
      assertThat(in(username, leased.path("password").asString()))
          .isEqualTo("keycloak true, directory true, broker true");

      systems.cleanUp();
      assertAsBefore();
    }

    /** Where a password lets someone in, as each system says. */
    private String in(String username, String password) throws Exception {
      return "keycloak %s, directory %s, broker %s"
          .formatted(
              keycloak.letsIn(username, password),
              directory.binds(username, password),
              rabbit.letsIn(username, password));
    }

    private void assertAsBefore() throws Exception {
      assertThat(keycloak.usernames()).isEqualTo(inKeycloak);
      assertThat(rabbit.usernames()).isEqualTo(inRabbit);
      assertThat(directory.usernames()).containsExactly("somebody");
      assertThat(directory.binds("somebody", Slapd.THEIR_PASSWORD)).isTrue();
      assertThat(gets(keycloak)).isTrue();
      assertThat(gets(rabbit)).isTrue();
    }

    private static boolean gets(Product product) throws Exception {
      return product.letsIn(product.before().username(), product.before().password());
    }
  }
}
