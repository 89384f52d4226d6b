package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Ten callers for each account, all at once; the service itself watches that no two share one. */
@Timeout(240)
class ManyCallersTest {

  private static final int CALLERS = 1000;
  private static final int ACCOUNTS = 100;

  @TempDir Path folder;

  /**
   * Opens when everybody who has no account stands in the queue: from then on its order is fixed.
   */
  private final CountDownLatch gate = new CountDownLatch(1);

  @Test
  void everyone_is_served_in_order_alone_and_nothing_is_left() throws Exception {
    try (Stage stage = Stage.withPool(folder);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      prepare(stage);
      List<Future<String>> leases = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        leases.add(callers.submit(() -> leaseUseAndRelease(stage)));
      }
      stage.await(() -> waiting(stage) == CALLERS - ACCOUNTS);
      List<String> order = queued(stage);
      gate.countDown();
      for (Future<String> lease : leases) {
        assertThat(lease.get(120, TimeUnit.SECONDS)).isNotEmpty();
      }

      assertThat(order).hasSize(CALLERS - ACCOUNTS).doesNotHaveDuplicates();
      assertThat(granted(stage))
          .as("the order of the queue")
          .endsWith(order.toArray(String[]::new));
      assertThat(stage.service().collisions()).isEmpty();
      assertNothingIsLeft(stage);
    }
  }

  private static void prepare(Stage stage) throws Exception {
    String service =
        "{\"url\":\""
            + stage.service().url()
            + "\",\"limits\":{\"concurrency\":32,\"timeout\":\"10s\"}}";
    assertThat(stage.wire().send("PUT", "/v1/services/user-service", service).status())
        .isEqualTo(200);
    String pool = "{\"services\":[\"user-service\"],\"size\":{\"max\":" + ACCOUNTS + "}}";
    assertThat(stage.wire().send("PUT", "/v1/pools/buyers", pool).status()).isEqualTo(200);
    stage.fill(ACCOUNTS);
  }

  /** Does with an account what a test does. Returns the lease's id. */
  private String leaseUseAndRelease(Stage stage) throws Exception {
    Wire.Answer lease =
        stage.wire().send("POST", "/v1/leases", "{\"pool\":\"buyers\"}", "Prefer", "wait=120");
    assertThat(lease.status()).isEqualTo(201);
    gate.await();
    Wire service = new Wire(stage.service().url());
    JsonNode account = lease.body().path("account");
    String username = account.path("username").asString();
    String use = "{\"username\":\"" + username + "\",\"holder\":\"" + lease.text("id") + "\"}";
    assertThat(service.post("/admin/uses", use).status()).isEqualTo(200);
    String login =
        "{\"username\":\""
            + username
            + "\",\"password\":\""
            + account.path("password").asString()
            + "\"}";
    assertThat(service.post("/login", login).status()).isEqualTo(200);
    assertThat(service.send("DELETE", "/admin/uses", use).status()).isEqualTo(200);
    assertThat(stage.wire().delete("/v1/leases/" + lease.text("id")).status()).isEqualTo(204);
    return lease.text("id");
  }

  private static int waiting(Stage stage) throws Exception {
    return stage.wire().get("/v1/pools/buyers/queue?limit=1").body().path("waiting").asInt();
  }

  /** The leases to be, the first first. */
  private static List<String> queued(Stage stage) throws Exception {
    List<String> queued = new ArrayList<>();
    stage
        .wire()
        .get("/v1/pools/buyers/queue?limit=1000")
        .body()
        .path("items")
        .forEach(place -> queued.add(place.path("lease").asString()));
    return queued;
  }

  /** Every lease that was granted, in the order of the commits. */
  private static List<String> granted(Stage stage) throws Exception {
    List<String> granted = new ArrayList<>();
    for (JsonNode event : stage.wire().all("/v1/events")) {
      if (event.path("kind").asString().equals("account-leased")) {
        granted.addFirst(event.path("lease").asString());
      }
    }
    assertThat(granted).hasSize(CALLERS).doesNotHaveDuplicates();
    return granted;
  }

  private static void assertNothingIsLeft(Stage stage) throws Exception {
    stage.await(() -> stage.count("free") == ACCOUNTS);
    assertThat(waiting(stage)).isZero();
    assertThat(stage.wire().all("/v1/leases?state=active")).isEmpty();
    assertThat(stage.wire().all("/v1/accounts?pool=buyers")).hasSize(ACCOUNTS);
    assertThat(stage.service().accounts()).hasSize(ACCOUNTS);
  }
}
