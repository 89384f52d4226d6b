package dev.testaccounts.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.api.LeaseBody;
import dev.testaccounts.api.LeaseGroupBody;
import dev.testaccounts.api.QueueView;
import dev.testaccounts.api.RoleBody;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Leases that wait, and the queue. */
class WaitingLeaseTest {

  private static final String LEASE =
      """
      {"id":"L","epoch":7,"pool":"buyers","state":"active","acquiredAt":"2026-11-21T09:30:00Z",
       "expiresAt":"2026-11-21T09:45:00Z","labels":{},
       "account":{"id":"A","username":"test_1","password":"hunter2","email":null,"attributes":{},
        "services":{}}}""";

  private static final LeaseBody BUYER = LeaseBody.from("buyers");

  private final ScriptedServer server = new ScriptedServer();
  private final TamClient tam = TamClient.at(server.url(), Duration.ofSeconds(10));

  @AfterEach
  void close() {
    server.close();
  }

  private static String problem(int status, String code) {
    return "{\"status\":" + status + ",\"code\":\"" + code + "\",\"detail\":\"d\"}";
  }

  @Test
  void a_wait_is_wished_for_under_a_key_of_its_own() {
    server.answer(201, LEASE);
    server.answer(201, LEASE);

    tam.lease(BUYER, Duration.ofSeconds(30));
    String first = server.lastHeader("Idempotency-Key");
    assertThat(server.lastHeader("Prefer")).isEqualTo("wait=30");
    tam.lease(BUYER, Duration.ofMillis(2_900));

    assertThat(server.lastHeader("Prefer")).isEqualTo("wait=2");
    assertThat(server.lastHeader("Idempotency-Key")).isNotEmpty().isNotEqualTo(first);
  }

  @Test
  void what_got_lost_is_sent_again_with_the_same_key() {
    server.answer(503, problem(503, "stopping"));
    server.answer(409, problem(409, "request-under-way"));
    server.answer(201, LEASE);

    assertThat(tam.lease(BUYER, Duration.ofSeconds(5)).id()).isEqualTo("L");

    assertThat(server.all()).hasSize(3);
    assertThat(server.keys()).hasSize(3).containsOnly(server.lastHeader("Idempotency-Key"));
  }

  @Test
  void several_are_leased_together_now_or_later() {
    LeaseGroupBody two = LeaseGroupBody.from("buyers", Map.of("admin", RoleBody.of(2)));
    String group = "{\"leases\":[" + LEASE + "," + LEASE + "]}";
    server.answer(201, group);
    server.answer(503, problem(503, "stopping"));
    server.answer(201, group);

    assertThat(tam.lease(two).leases()).hasSize(2);
    assertThat(server.lastHeader("Prefer")).isNullOrEmpty();
    assertThat(tam.lease(two, Duration.ofSeconds(5)).leases()).hasSize(2);

    assertThat(server.lastHeader("Prefer")).isEqualTo("wait=5");
    assertThat(server.all()).hasSize(3);
  }

  @Test
  void a_wait_in_vain_is_told_at_once() {
    server.answer(409, problem(409, "none-free"));

    assertThatThrownBy(() -> tam.lease(BUYER, Duration.ofSeconds(5)))
        .isInstanceOfSatisfying(
            TamException.class, e -> assertThat(e.code()).isEqualTo("none-free"));
    assertThat(server.all()).hasSize(1);
  }

  @Test
  void persistence_ends() {
    AtomicInteger asked = new AtomicInteger();

    assertThatThrownBy(
            () ->
                new Persistence(Duration.ZERO)
                    .ask(
                        () -> {
                          asked.incrementAndGet();
                          throw new TamException(503, "stopping", "d");
                        }))
        .isInstanceOf(TamException.class);

    assertThat(asked).hasValue(7);
  }

  @Test
  void an_interrupted_pause_ends_and_stays_interrupted() {
    Persistence persistence = new Persistence(Duration.ofMinutes(1));

    assertThatThrownBy(
            () ->
                persistence.ask(
                    () -> {
                      Thread.currentThread().interrupt();
                      throw new TamException(503, "stopping", "d");
                    }))
        .isInstanceOfSatisfying(
            TamException.class, e -> assertThat(e.code()).isEqualTo(TamException.INTERRUPTED));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void the_queue_is_read() {
    server.answer(
        200,
        """
        {"pool":"buyers","waiting":2,"estimate":"3s","items":[
         {"position":1,"estimate":"2s","lease":"L","priority":5,"holder":"local","labels":{},
          "askedAt":"2026-11-21T09:30:00Z","leavesAt":"2026-11-21T09:31:00Z"}]}""");

    QueueView queue = tam.queue("buyers");

    assertThat(server.last()).startsWith("GET /v1/pools/buyers/queue?limit=200");
    assertThat(queue.estimate()).isEqualTo(Duration.ofSeconds(3));
    assertThat(queue.items()).extracting("lease").containsExactly("L");
  }
}
