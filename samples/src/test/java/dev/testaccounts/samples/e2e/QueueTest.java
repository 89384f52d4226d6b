package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.api.LeaseBody;
import dev.testaccounts.api.LeaseGrant;
import dev.testaccounts.client.TamClient;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Waiting for an account, over a real server. */
class QueueTest extends StagedTest {

  /** A pool of one account, and the lease that has it. */
  private String onlyLease() throws Exception {
    String one = "{\"services\":[\"user-service\"],\"size\":{\"max\":1}}";
    assertThat(wire.send("PUT", "/v1/pools/buyers", one).status()).isEqualTo(200);
    stage.fill(1);
    return wire.post("/v1/leases", "{\"pool\":\"buyers\"}").text("id");
  }

  private Wire.Answer lease(int wait, String more) throws Exception {
    String body = "{\"pool\":\"buyers\"" + more + "}";
    return wire.send("POST", "/v1/leases", body, "Prefer", "wait=" + wait);
  }

  private Future<Wire.Answer> leaseLater(String more, int place) throws Exception {
    FutureTask<Wire.Answer> answer = new FutureTask<>(() -> lease(60, more));
    Thread.ofVirtual().start(answer);
    stage.await(() -> waiting() == place);
    return answer;
  }

  private int waiting() throws Exception {
    return queue().body().path("waiting").asInt();
  }

  private Wire.Answer queue() throws Exception {
    return wire.get("/v1/pools/buyers/queue");
  }

  @Test
  void who_does_not_wait_is_told_at_once_and_when_to_come_again() throws Exception {
    onlyLease();

    Wire.Answer answer = wire.post("/v1/leases", "{\"pool\":\"buyers\"}");

    assertThat(answer.text("code")).isEqualTo("none-free");
    assertThat(answer.header("Retry-After")).as("15 min, bounded").isEqualTo("300");
    assertThat(answer.header("Preference-Applied")).isEmpty();
  }

  @Test
  void a_wait_in_vain_ends_and_leaves_nothing() throws Exception {
    onlyLease();

    Wire.Answer answer = lease(1, "");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("code")).isEqualTo("none-free");
    assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
    assertThat(answer.header("Retry-After")).isNotEmpty();
    assertThat(waiting()).isZero();
  }

  @Test
  void a_released_account_goes_to_the_highest_priority_first() throws Exception {
    String held = onlyLease();
    var low = leaseLater(",\"priority\":1,\"labels\":{\"run\":\"low\"}", 1);
    var high = leaseLater(",\"priority\":9,\"labels\":{\"run\":\"high\"}", 2);
    var items = queue().body().path("items");
    assertThat(items.path(0).path("labels").path("run").asString()).isEqualTo("high");
    assertThat(items.path(1).path("position").asInt()).isEqualTo(2);
    assertThat(items.path(1).path("estimate").asString()).isEqualTo("30m");

    wire.delete("/v1/leases/" + held);
    Wire.Answer first = high.get(30, TimeUnit.SECONDS);

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Preference-Applied")).isEqualTo("wait=60");
    assertThat(low.isDone()).isFalse();
    wire.delete("/v1/leases/" + first.text("id"));
    assertThat(low.get(30, TimeUnit.SECONDS).status()).isEqualTo(201);
    assertThat(waiting()).isZero();
  }

  @Test
  void a_pool_that_may_grow_grows_for_those_who_wait() throws Exception {
    assertThat(lease(30, "").status()).isEqualTo(201);
    LeaseGrant another =
        TamClient.at(wire.uri("/")).lease(LeaseBody.from("buyers"), Duration.ofSeconds(30));
    assertThat(stage.service().accounts()).contains(another.account().username());
  }

  @Test
  void a_caller_that_goes_away_leaves_the_queue() throws Exception {
    String held = onlyLease();
    String body = "{\"pool\":\"buyers\"}";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), wire.uri("/").getPort())) {
      String request =
          "POST /v1/leases HTTP/1.1\r\nHost: localhost\r\nPrefer: wait=100\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      stage.await(() -> waiting() == 1);
    }

    stage.await(() -> waiting() == 0);
    wire.delete("/v1/leases/" + held);
    stage.await(() -> stage.count("free") == 1);
  }

  @Test
  void what_cannot_be_a_priority_is_refused() throws Exception {
    assertThat(lease(1, ",\"priority\":10").text("code")).isEqualTo("invalid-request");
    assertThat(wire.get("/v1/pools/sellers/queue").text("code")).isEqualTo("no-such-pool");
  }
}
