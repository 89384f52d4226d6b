package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of bad request: one clear problem, the right status, and nothing changed. */
class BadInputTest {

  @TempDir static Path folder;
  private static Stage stage;

  @BeforeAll
  static void begin() throws Exception {
    stage = Stage.withPool(folder);
  }

  @AfterAll
  static void end() {
    stage.close();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST|/v1/leases|{|400|malformed-json
          POST|/v1/leases|''|400|invalid-request
          POST|/v1/leases|{"pool":"nobody"}|404|no-such-pool
          POST|/v1/leases|{"pool":"buyers","ttl":"0s"}|400|ttl-out-of-range
          POST|/v1/leases|{"pool":"buyers","ttl":"5h"}|400|ttl-out-of-range
          POST|/v1/leases|{"pool":"buyers","ttl":"soon"}|400|invalid-request
          POST|/v1/leases|{"pool":"buyers","colour":"red"}|400|invalid-request
          POST|/v1/leases|{"pool":7}|400|invalid-request
          POST|/v1/leases|{}|400|invalid-request
          GET|/v1/leases/nonsense||404|no-such-lease
          GET|/v1/leases/01jd0000000000000000000000||404|no-such-lease
          DELETE|/v1/leases/01jd0000000000000000000000||404|no-such-lease
          POST|/v1/leases/01jd0000000000000000000000/renew|{}|404|no-such-lease
          POST|/v1/accounts|{"pool":"buyers","count":0}|400|invalid-request
          POST|/v1/accounts|{"pool":"buyers","count":-5}|400|invalid-request
          POST|/v1/accounts|{"pool":"buyers","count":100001}|400|invalid-request
          POST|/v1/accounts|{"pool":"buyers","count":99999999999}|400|invalid-request
          POST|/v1/accounts|{"pool":"buyers","count":301}|409|pool-full
          POST|/v1/accounts|{"pool":"nobody","count":1}|404|no-such-pool
          GET|/v1/accounts?state=purple||400|invalid-request
          GET|/v1/accounts?limit=0||400|invalid-request
          GET|/v1/accounts?limit=1001||400|invalid-request
          POST|/v1/cleanup|{}|400|empty-selector
          POST|/v1/cleanup|{"labels":{}}|400|empty-selector
          POST|/v1/cleanup|{"pool":"nobody"}|404|no-such-pool
          POST|/v1/services|{"name":"user-service","url":"http://localhost:1"}|409|name-taken
          POST|/v1/services|{"name":"Bad Name","url":"http://localhost:1"}|400|invalid-name
          POST|/v1/services|{"name":"x","url":"http://example.com"}|403|host-not-allowed
          POST|/v1/services|{"name":"x","url":"http://localhost","environment":"Production"}|403|production-refused
          POST|/v1/services|{"name":"x","url":"http://localhost","connector":{"recipe":"magic"}}|400|invalid-request
          POST|/v1/services|{"name":"x","url":"http://localhost","limits":{"concurrency":0}}|400|invalid-request
          POST|/v1/services|{"name":"x","url":"http://localhost","dependsOn":["x"]}|400|invalid-request
          GET|/v1/services/nobody||404|no-such-service
          DELETE|/v1/services/user-service||409|in-use
          POST|/v1/pools|{"name":"buyers","services":["user-service"]}|409|name-taken
          POST|/v1/pools|{"name":"p","services":["nobody"]}|400|no-such-service
          POST|/v1/pools|{"name":"p","services":[]}|400|invalid-request
          POST|/v1/pools|{"name":"p","services":["user-service"],"size":{"min":5,"max":2}}|400|invalid-request
          POST|/v1/pools|{"name":"p","services":["user-service"],"username":"same"}|400|invalid-request
          GET|/v1/jobs/nonsense||404|no-such-job
          GET|/v1/accounts?after=garbage||400|invalid-request
          GET|/v1/leases?after=garbage||400|invalid-request
          GET|/v1/jobs?after=garbage||400|invalid-request
          GET|/v1/events?after=garbage||400|invalid-request
          GET|/v1/pools?after=Gar/bage||400|invalid-request
          GET|/v1/services?after=Gar/bage||400|invalid-request
          GET|/v1/nowhere||404|no-such-path
          PATCH|/v1/leases|{}|405|method-not-allowed
          """)
  void is_refused_with_a_clear_problem(
      String method, String path, String body, int status, String code) throws Exception {
    Wire.Answer answer = stage.wire().send(method, path, body);

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(answer.text("code")).isEqualTo(code);
    assertThat(answer.text("detail"))
        .isNotBlank()
        .doesNotContain("Exception", "dev.testaccounts", "tools.jackson", "\tat ");
    assertThat(stage.wire().all("/v1/accounts")).isEmpty();
    assertThat(stage.wire().all("/v1/services")).hasSize(1);
    assertThat(stage.wire().all("/v1/pools")).hasSize(1);
  }

  @Test
  void a_huge_body_is_refused() throws Exception {
    String body = "{\"pool\":\"" + "x".repeat(2_000_000) + "\"}";

    Wire.Answer answer = stage.wire().post("/v1/leases", body);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(stage.wire().get("/health").status()).isEqualTo(200);
  }
}
