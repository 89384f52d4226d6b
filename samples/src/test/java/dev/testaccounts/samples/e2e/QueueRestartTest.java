package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.samples.userservice.UserService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who waits while the server dies or is restarted keeps his place, if he comes again with his key.
 */
@Timeout(120)
class QueueRestartTest {

  @TempDir Path folder;

  @Test
  void a_killed_server_keeps_the_places_of_those_who_come_again() throws Exception {
    try (UserService service = UserService.start(UserService.Options.local())) {
      String held;
      List<String> before;
      try (ServerProcess server = start()) {
        Wire wire = new Wire(server.url());
        held = onlyLease(wire, service);
        var first = leaseLater(wire, "first", 1);
        var second = leaseLater(wire, "second", 2);
        before = queued(wire);
        server.kill();
        assertThat(first).failsWithin(30, TimeUnit.SECONDS);
        assertThat(second).failsWithin(30, TimeUnit.SECONDS);
      }
      try (ServerProcess server = start()) {
        Wire wire = new Wire(server.url());
        assertThat(queued(wire)).isEqualTo(before);
        Future<Wire.Answer> second = leaseLater(wire, "second", 2);
        Future<Wire.Answer> first = leaseLater(wire, "first", 2);

        wire.delete("/v1/leases/" + held);
        String leased = id(first);
        assertThat(second).isNotDone();
        wire.delete("/v1/leases/" + leased);

        assertThat(List.of(leased, id(second))).isEqualTo(before);
        assertThat(queued(wire)).isEmpty();
        assertThat(wire.all("/v1/leases")).as("no key has two leases").hasSize(3);
      }
    }
  }

  @Test
  void a_server_that_stops_does_not_wait_for_those_who_wait_and_keeps_their_places()
      throws Exception {
    try (UserService service = UserService.start(UserService.Options.local())) {
      String held;
      List<String> before;
      try (ServerProcess server = start()) {
        Wire wire = new Wire(server.url());
        held = onlyLease(wire, service);
        var waiting = leaseLater(wire, "first", 1);
        before = queued(wire);
        assertThat(server.stop()).isEqualTo(143);
        assertThat(waiting.get(30, TimeUnit.SECONDS).text("code")).isEqualTo("stopping");
      }
      try (ServerProcess server = start()) {
        Wire wire = new Wire(server.url());
        wire.delete("/v1/leases/" + held);

        assertThat(List.of(id(leaseLater(wire, "first", -1)))).isEqualTo(before);
      }
    }
  }

  private ServerProcess start() throws Exception {
    return ServerProcess.start(folder.resolve("data"));
  }

  /** A pool of one account, and the lease that has it. */
  private static String onlyLease(Wire wire, UserService service) throws Exception {
    wire.post("/v1/services", "{\"name\":\"users\",\"url\":\"" + service.url() + "\"}");
    wire.post("/v1/pools", "{\"name\":\"buyers\",\"services\":[\"users\"],\"size\":{\"max\":1}}");
    return wire.post("/v1/leases", "{\"pool\":\"buyers\",\"fresh\":true}").text("id");
  }

  private static String id(Future<Wire.Answer> lease) throws Exception {
    Wire.Answer answer = lease.get(30, TimeUnit.SECONDS);
    assertThat(answer.status()).isEqualTo(201);
    return answer.text("id");
  }

  /**
   * Waits on the server, in the background.
   *
   * @param waiting returns when so many wait; negative for at once
   */
  private static Future<Wire.Answer> leaseLater(Wire wire, String key, int waiting)
      throws Exception {
    String body = "{\"pool\":\"buyers\"}";
    FutureTask<Wire.Answer> answer =
        new FutureTask<>(
            () ->
                wire.send("POST", "/v1/leases", body, "Prefer", "wait=60", "Idempotency-Key", key));
    Thread.ofVirtual().start(answer);
    while (waiting >= 0 && queued(wire).size() != waiting) {
      Thread.onSpinWait();
    }
    return answer;
  }

  /** The leases to be, the first first. */
  private static List<String> queued(Wire wire) throws Exception {
    List<String> queued = new ArrayList<>();
    wire.get("/v1/pools/buyers/queue")
        .body()
        .path("items")
        .forEach(place -> queued.add(place.path("lease").asString()));
    return queued;
  }
}
