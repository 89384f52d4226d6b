package dev.testaccounts.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.api.AccountRowBody;
import dev.testaccounts.api.AccountsBody;
import dev.testaccounts.api.CleanupBody;
import dev.testaccounts.api.JobItemView;
import dev.testaccounts.api.LeaseBody;
import dev.testaccounts.api.LeaseGrant;
import dev.testaccounts.api.PoolBody;
import dev.testaccounts.api.PoolView;
import dev.testaccounts.api.RenewBody;
import dev.testaccounts.api.ResetBody;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TamClientTest {

  private static final String LEASE =
      """
      {"id":"L","epoch":7,"pool":"buyers","state":"active","acquiredAt":"2026-11-21T09:30:00Z",
       "expiresAt":"2026-11-21T09:45:00Z","labels":{"run":"1"},"newer":true,
       "account":{"id":"A","username":"test_1","password":"hunter2","email":null,"attributes":{},
        "services":{"user-service":{"url":"http://localhost:8081","id":"42","tokens":{},"signInFailure":null}}}}""";

  private static final String JOB =
      """
      {"id":"J","kind":"create","state":"running","pool":null,"labels":{},"total":1,"planned":0,
       "succeeded":0,"failed":0,"cancelled":0,"actor":"local","createdAt":"2026-11-21T09:30:00Z",
       "cancelledAt":null,"finishedAt":null}""";

  private static final String POOL =
      """
      {"id":"P","name":"p","services":["s"],"username":"{pool}-{random}","attributes":{},
       "size":{"min":0,"max":5},"lease":{"ttl":"15m","maxTtl":"1h"},"onRelease":"reset",
       "retire":{"age":null,"uses":null},"coolDown":"0s","password":{"length":31,"symbol":"_"},
       "draining":true,"leaving":true,"version":2,"createdAt":"2026-11-21T09:30:00Z",
       "counts":{"free":1}}""";

  private static final String PROBLEM =
      """
      {"type":"urn:tam:problem:none-free","title":"t","status":409,"detail":"all are in use",
       "code":"none-free","instance":"/v1/leases"}""";

  private final ScriptedServer server = new ScriptedServer();
  private final TamClient tam = TamClient.at(server.url());

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void lease_is_asked_for_and_read() {
    server.answer(201, LEASE);

    LeaseGrant grant =
        tam.lease(LeaseBody.from("buyers").withTtl(Duration.ofMinutes(15)).asFresh());

    assertThat(server.last())
        .isEqualTo(
            "POST /v1/leases {\"pool\":\"buyers\",\"ttl\":\"15m\",\"labels\":{},\"attributes\":{},"
                + "\"accountLabels\":{},\"fresh\":true,\"signIn\":false,\"priority\":null}");
    assertThat(grant.expiresAt()).isEqualTo(Instant.parse("2026-11-21T09:45:00Z"));
    assertThat(grant.account().password()).isEqualTo("hunter2");
    assertThat(grant.account().services().get("user-service")).extracting("id").isEqualTo("42");
    assertThat(grant.toString()).doesNotContain("hunter2");
  }

  @Test
  void problem_is_told_with_its_code() {
    server.answer(409, PROBLEM);

    assertThatThrownBy(() -> tam.lease(LeaseBody.from("buyers")))
        .isInstanceOfSatisfying(
            TamException.class,
            e -> {
              assertThat(e.status()).isEqualTo(409);
              assertThat(e.code()).isEqualTo("none-free");
              assertThat(e.detail()).isEqualTo("all are in use");
            });
  }

  @Test
  void stranger_on_the_port_is_told() {
    for (String body : List.of("<html>", "", "{}", "[]", "null", "{\"code\":7}")) {
      server.answer(502, body);

      assertThatThrownBy(() -> tam.pool("x"))
          .as(body)
          .isInstanceOfSatisfying(
              TamException.class,
              e -> {
                assertThat(e.status()).isEqualTo(502);
                assertThat(e.code()).isEqualTo(TamException.UNEXPECTED_ANSWER);
              });
    }
    for (String body : List.of("<html>", "", "null", "[]", "{\"size\":7}")) {
      server.answer(200, body);

      assertThatThrownBy(() -> tam.pool("x"))
          .as(body)
          .hasMessageContaining("is it a Test Account Manager?");
    }
  }

  @Test
  void nobody_on_the_port_is_told() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    TamClient nobody = TamClient.at(URI.create("http://127.0.0.1:" + free));

    assertThatThrownBy(nobody::healthy)
        .isInstanceOfSatisfying(
            TamException.class,
            e -> {
              assertThat(e.status()).isZero();
              assertThat(e.code()).isEqualTo(TamException.UNREACHABLE);
            });
  }

  @Test
  void no_answer_in_time_is_told() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      TamClient impatient =
          TamClient.at(
              URI.create("http://127.0.0.1:" + silent.getLocalPort()), Duration.ofMillis(100));

      assertThatThrownBy(() -> impatient.pool("x"))
          .isInstanceOfSatisfying(
              TamException.class, e -> assertThat(e.code()).isEqualTo(TamException.TIMEOUT));
    }
  }

  @Test
  void interrupted_wait_ends_and_stays_interrupted() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      TamClient patient = TamClient.at(URI.create("http://127.0.0.1:" + silent.getLocalPort()));
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> patient.pool("x"))
          .isInstanceOfSatisfying(
              TamException.class, e -> assertThat(e.code()).isEqualTo(TamException.INTERRUPTED));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void pages_are_asked_for_when_they_are_needed() {
    server.answer(200, page("c/1", item(0), item(1)));
    server.answer(200, page(null, item(2)));

    assertThat(tam.jobItems("J").map(JobItemView::index)).containsExactly(0, 1, 2);
    assertThat(server.all())
        .containsExactly(
            "GET /v1/jobs/J/items?limit=200 ", "GET /v1/jobs/J/items?limit=200&after=c%2F1 ");

    server.answer(200, page("more", item(0)));
    assertThat(tam.jobItems("J").findFirst()).isPresent();
    assertThat(server.all()).hasSize(3);
  }

  @Test
  void empty_page_in_the_middle_is_passed() {
    server.answer(200, page("1"));
    server.answer(200, page(null, item(0)));

    assertThat(tam.jobItems("J")).hasSize(1);
  }

  @Test
  void filters_and_names_are_encoded() {
    server.answer(200, page(null));
    assertThat(tam.leases(new LeaseFilter("p", "active", null, Map.of("run", "a&b=c d"))))
        .isEmpty();
    assertThat(server.last())
        .isEqualTo("GET /v1/leases?pool=p&state=active&label=run%3Aa%26b%3Dc%20d&limit=200 ");

    server.answer(204, "");
    tam.release("L", 7L, "done: 100 %");
    assertThat(server.last()).isEqualTo("DELETE /v1/leases/L?epoch=7&reason=done%3A%20100%20%25 ");

    server.answer(204, "");
    tam.removePool("a/b");
    assertThat(server.last()).isEqualTo("DELETE /v1/pools/a%2Fb ");
  }

  @Test
  void version_is_sent_as_if_match() {
    server.answer(412, PROBLEM.replace("none-free", "precondition-failed"));

    assertThatThrownBy(() -> tam.changePool(PoolBody.over("p", List.of("s")), 7L))
        .hasMessageStartingWith("precondition-failed");
    assertThat(server.lastIfMatch()).isEqualTo("\"7\"");
  }

  @Test
  void renewal_creation_and_cleanup_send_what_they_say() {
    server.answer(202, JOB);
    assertThat(tam.createAccounts(new AccountsBody("p", 3, Map.of())).finished()).isFalse();
    assertThat(server.last()).endsWith("{\"pool\":\"p\",\"count\":3,\"labels\":{}}");

    server.answer(202, JOB);
    tam.cleanup(CleanupBody.ofPool("p").dryRun(true).overridingCap());
    assertThat(server.last()).endsWith("\"override\":true,\"dryRun\":false}");

    server.answer(
        200,
        "{\"total\":1,\"byState\":{\"free\":1},\"leasesRevoked\":0,"
            + "\"deletionsLastHour\":2,\"deletionsPerHour\":9,\"overCap\":false,\"sample\":[]}");
    assertThat(tam.planCleanup(CleanupBody.ofPool("p")).byState()).containsEntry("free", 1L);
    assertThat(server.last()).endsWith("\"dryRun\":true}");

    server.answer(202, JOB);
    assertThat(tam.cancelJob("J").finished()).isFalse();
    assertThat(server.last()).isEqualTo("POST /v1/jobs/J/cancel ");

    server.answer(202, JOB);
    tam.resetAccounts(ResetBody.ofPool("p"));
    assertThat(server.last())
        .isEqualTo(
            "POST /v1/accounts/reset {\"pool\":\"p\",\"labels\":{},\"accounts\":[],\"olderThan\":null}");

    server.answer(409, PROBLEM);
    assertThatThrownBy(() -> tam.renew("L", new RenewBody(null, 7L)))
        .isInstanceOf(TamException.class);
    assertThat(server.last()).isEqualTo("POST /v1/leases/L/renew {\"ttl\":null,\"epoch\":7}");
  }

  @Test
  void accounts_of_their_own_are_sent_a_line_each() {
    server.answer(202, JOB);

    tam.createAccounts(
        "p",
        List.of(
            new AccountRowBody("ann", Map.of(), Map.of("plan", "gold")),
            new AccountRowBody(null, Map.of("wave", "2"), Map.of())),
        Map.of("run", "1"));

    assertThat(server.last())
        .isEqualTo(
            """
            POST /v1/accounts?pool=p&label=run%3A1 {"username":"ann","labels":{},"attributes":{"plan":"gold"}}
            {"username":null,"labels":{"wave":"2"},"attributes":{}}""");
    assertThat(server.lastHeader("Content-Type")).isEqualTo("application/x-ndjson");
  }

  @Test
  void drained_pool_is_told_while_it_is_there() {
    server.answer(202, POOL);
    assertThat(tam.drainPool("p")).get().extracting(PoolView::leaving).isEqualTo(true);
    assertThat(server.last()).isEqualTo("DELETE /v1/pools/p?drain=true ");

    server.answer(204, "");
    assertThat(tam.drainPool("p")).isEmpty();
  }

  @Test
  void actions_on_an_account_have_no_body() {
    server.answer(409, PROBLEM);
    assertThatThrownBy(() -> tam.retryAccount("A")).isInstanceOf(TamException.class);
    assertThat(server.last()).isEqualTo("POST /v1/accounts/A/retry ");
    server.answer(409, PROBLEM);
    assertThatThrownBy(() -> tam.resetAccount("A")).isInstanceOf(TamException.class);
    assertThat(server.last()).isEqualTo("POST /v1/accounts/A/reset ");
    server.answer(409, PROBLEM);
    assertThatThrownBy(() -> tam.deleteAccount("A")).isInstanceOf(TamException.class);
    assertThat(server.last()).isEqualTo("DELETE /v1/accounts/A ");
    server.answer(200, page(null));
    assertThat(tam.accountEvents("A")).isEmpty();
    assertThat(server.last()).isEqualTo("GET /v1/accounts/A/events?limit=200 ");
  }

  @Test
  void health_is_the_status() {
    server.answer(200, "{\"status\":\"healthy\"}");
    assertThat(tam.healthy()).isTrue();
    server.answer(503, "{\"status\":\"unhealthy\"}");
    assertThat(tam.healthy()).isFalse();
  }

  private static String item(int index) {
    return "{\"index\":"
        + index
        + ",\"account\":null,\"username\":null,\"result\":\"pending\",\"message\":null}";
  }

  private static String page(@Nullable String next, String... items) {
    return "{\"items\":["
        + String.join(",", items)
        + "],\"next\":"
        + (next == null ? "null" : "\"" + next + "\"")
        + "}";
  }
}
