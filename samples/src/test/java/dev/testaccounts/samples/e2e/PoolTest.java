package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pool does by itself, over a real server. */
class PoolTest {

  @TempDir Path folder;
  private Stage stage;

  @BeforeEach
  void begin() throws Exception {
    stage = Stage.withPool(folder);
  }

  @AfterEach
  void end() {
    stage.close();
  }

  private void put(String more) throws Exception {
    String body = "{\"services\":[\"user-service\"]," + more + "}";
    assertThat(stage.wire().send("PUT", "/v1/pools/buyers", body).status()).isEqualTo(200);
  }

  @Test
  void min_accounts_are_kept_free_and_max_is_never_passed() throws Exception {
    put("\"size\":{\"min\":3,\"max\":4}");
    stage.await(() -> stage.count("free") == 3);

    assertThat(stage.wire().post("/v1/leases", "{\"pool\":\"buyers\"}").status()).isEqualTo(201);
    stage.await(() -> stage.count("free") == 3);
    assertThat(stage.wire().post("/v1/leases", "{\"pool\":\"buyers\"}").status()).isEqualTo(201);

    assertThat(stage.count("free")).isEqualTo(2);
    assertThat(stage.service().accounts()).hasSize(4);
  }
}
