package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.samples.userservice.UserService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Requests with an {@code Idempotency-Key}, sent again and again, also across a SIGKILL. */
class IdempotencyTest {

  private static final int KEYS = 60;

  @TempDir Path folder;

  @Test
  void the_same_request_gets_the_same_answer_and_another_one_422() throws Exception {
    try (Stage stage = Stage.withPool(folder)) {
      stage.fill(2);
      String lease = "{\"pool\":\"buyers\"}";

      Wire.Answer first = stage.wire().post("/v1/leases", lease, "k-1");
      Wire.Answer again = stage.wire().post("/v1/leases", lease, "k-1");
      Wire.Answer other = stage.wire().post("/v1/leases", "{\"pool\":\"sellers\"}", "k-1");

      assertThat(first.status()).isEqualTo(201);
      assertThat(again.status()).isEqualTo(201);
      assertThat(again.body()).as("the password too").isEqualTo(first.body());
      assertThat(again.header("Location")).isEqualTo(first.header("Location"));
      assertThat(other.status()).isEqualTo(422);
      assertThat(other.text("code")).isEqualTo("idempotency-key-reused");
      assertThat(stage.count("leased")).isEqualTo(1);
    }
  }

  @Test
  void a_refusal_is_not_kept() throws Exception {
    try (Stage stage = Stage.withPool(folder)) {
      String lease = "{\"pool\":\"buyers\"}";
      assertThat(stage.wire().post("/v1/leases", lease, "k-1").text("code")).isEqualTo("none-free");
      stage.fill(1);

      assertThat(stage.wire().post("/v1/leases", lease, "k-1").status()).isEqualTo(201);
    }
  }

  @Test
  void a_fresh_account_and_a_simple_one_are_made_once() throws Exception {
    try (Stage stage = Stage.withPool(folder)) {
      String fresh = "{\"pool\":\"buyers\",\"fresh\":true}";
      String simple = "{\"service_url\":\"" + stage.service().url() + "\"}";

      Wire.Answer first = stage.wire().post("/v1/leases", fresh, "fresh");
      Wire.Answer one = stage.wire().post("/create", simple, "simple");

      assertThat(first.status()).isEqualTo(201);
      assertThat(stage.wire().post("/v1/leases", fresh, "fresh").body()).isEqualTo(first.body());
      assertThat(stage.wire().post("/create", simple, "simple").body()).isEqualTo(one.body());
      assertThat(stage.service().accounts()).hasSize(2);
    }
  }

  /**
   * Whatever the moment at which the server dies: with the key and without an effect, with an
   * effect and without an answer, or with an answer that nobody got.
   */
  @Test
  void a_killed_server_grants_each_key_once() throws Exception {
    try (UserService service = UserService.start(UserService.Options.local())) {
      Path data = folder.resolve("data");
      Map<String, JsonNode> answered = new ConcurrentHashMap<>();
      try (ServerProcess server = ServerProcess.start(data)) {
        Wire wire = new Wire(server.url());
        fill(wire, service);
        Semaphore half = new Semaphore(0);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
          for (String key : keys()) {
            callers.execute(() -> lease(wire, key, answered, half));
          }
          half.acquire(KEYS / 3);
          server.kill();
        }
      }
      try (ServerProcess server = ServerProcess.start(data)) {
        Wire wire = new Wire(server.url());
        Set<String> leases = new HashSet<>();
        List<String> granted = new ArrayList<>();
        for (String key : keys()) {
          Wire.Answer answer = wire.post("/v1/leases", body(key), key);
          assertThat(answer.status()).as(key).isEqualTo(201);
          assertThat(answered.getOrDefault(key, answer.body())).as(key).isEqualTo(answer.body());
          answer.body().findValues("epoch").forEach(each -> granted.add(key));
          leases.add(answer.header("Location"));
        }
        assertThat(leases).hasSize(KEYS);
        assertThat(granted).as("every other key is for a group of two").hasSize(KEYS / 2 * 3);
        assertThat(wire.all("/v1/leases?state=active")).hasSize(KEYS / 2 * 3);
      }
    }
  }

  /** One account, or two together. */
  private static String body(String key) {
    String roles = key.endsWith("-two") ? ",\"roles\":{\"admin\":1,\"member\":1}" : "";
    return "{\"pool\":\"buyers\"" + roles + "}";
  }

  private static Iterable<String> keys() {
    return IntStream.range(0, KEYS).mapToObj(i -> "key-" + i + (i % 2 == 0 ? "" : "-two")).toList();
  }

  private static void lease(Wire wire, String key, Map<String, JsonNode> answered, Semaphore half) {
    try {
      Wire.Answer answer = wire.post("/v1/leases", body(key), key);
      answered.put(key, answer.body());
    } catch (IOException e) {
      // The server died: whether it granted the lease is what the test finds out.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      half.release();
    }
  }

  private static void fill(Wire wire, UserService service) throws Exception {
    wire.post("/v1/services", "{\"name\":\"users\",\"url\":\"" + service.url() + "\"}");
    wire.post("/v1/pools", "{\"name\":\"buyers\",\"services\":[\"users\"],\"size\":{\"max\":300}}");
    String job =
        wire.post("/v1/accounts", "{\"pool\":\"buyers\",\"count\":" + 2 * KEYS + "}").text("id");
    while (wire.get("/v1/jobs/" + job).body().path("finishedAt").isNull()) {
      Thread.onSpinWait();
    }
  }
}
