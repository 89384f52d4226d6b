package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.web.contract.Contract;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simple API's words, whatever goes wrong. */
class SimpleRoutesTest {

  private static final Contract CONTRACT = Contract.shipped();
  private static final String FAILED = "{\"error\":\"Failed to create account\"}";

  private final Dispatcher dispatcher =
      new Dispatcher(
          new HostRules("localhost", Set.of()),
          new SimpleRoutes(NoUseCases.useCases().simple()).routes(),
          new Errors(() -> "incident-7"),
          new IdempotentRequests(NoUseCases.idempotency()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"service_url\":7}",
        "{\"service_url\":null}",
        "{\"service_url\":[\"http://localhost\"]}",
        "{\"service_url\":\"http://localhost\",\"more\":1}",
        "{\"service_url\":\"http://localhost\",\"service_url\":\"http://localhost\"}",
        "{\"service_url\":\"http://loc alhost\"}",
        "{\"service_url\":\"http://localhost\"} x"
      })
  void malformed_body_is_400_before_anything_is_asked(String body) {
    Answer.Reply reply = post("/create", body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(text(reply)).startsWith("{\"error\":\"");
  }

  @Test
  void callers_fault_is_400_and_services_fault_is_500() {
    assertThat(create(new Problem.Invalid("invalid-url", "why")))
        .isEqualTo("400 {\"error\":\"why\"}");
    assertThat(create(new Problem.Forbidden("host-not-allowed", "why")))
        .isEqualTo("400 {\"error\":\"why\"}");
    assertThat(create(new Problem.ServiceFailed("service-failed", "why")))
        .isEqualTo("500 " + FAILED);
    assertThat(create(new Problem.Conflict("names-exhausted", "why"))).isEqualTo("500 " + FAILED);
    assertThat(create(new Problem.NotFound("no-such-service", "why"))).isEqualTo("500 " + FAILED);
    assertThat(create(new Problem.Unavailable("store-unavailable", "why")))
        .isEqualTo("503 {\"error\":\"why\"}");
  }

  @Test
  void fault_is_a_failure_to_create() {
    try (CapturedLog log = new CapturedLog(Errors.class)) {
      Answer.Reply reply = post("/create", "{\"service_url\":\"http://localhost:8081\"}");

      assertThat(reply.status() + " " + text(reply)).isEqualTo("500 " + FAILED);
      assertThat(log.messages()).containsExactly("incident incident-7");
    }
  }

  @Test
  void cleanup_takes_nothing_and_an_empty_object() {
    try (CapturedLog log = new CapturedLog(Errors.class)) {
      assertThat(post("/cleanup", "").status()).isEqualTo(500);
      assertThat(post("/cleanup", "{}").status()).isEqualTo(500);
      assertThat(log.messages()).as("both got as far as the store").hasSize(2);
    }
    assertThat(text(post("/cleanup", "{\"x\":1}")))
        .isEqualTo("{\"error\":\"x: unknown field, expected none\"}");
    assertThat(post("/cleanup", "x").status()).isEqualTo(400);
  }

  private String create(Problem problem) {
    Dispatcher refusing =
        new Dispatcher(
            new HostRules("localhost", Set.of()),
            List.of(
                new Route(
                    "POST", "/create", Dialect.CREATE, call -> SimpleRoutes.refused(problem))),
            new Errors(() -> "incident-7"),
            new IdempotentRequests(NoUseCases.idempotency()));
    Answer.Reply reply = checked("/create", refusing.answer(incoming("/create", "")));
    return reply.status() + " " + text(reply);
  }

  private Answer.Reply post(String path, String body) {
    return checked(path, dispatcher.answer(incoming(path, body)));
  }

  private static Answer.Reply checked(String path, Answer.Reply reply) {
    Map<String, String> headers = new HashMap<>(reply.headers());
    headers.put("Content-Type", String.valueOf(reply.contentType()));
    assertThat(
            CONTRACT.problems(
                new Contract.Exchange(
                    "POST",
                    path,
                    reply.status(),
                    name -> Optional.ofNullable(headers.get(name)),
                    text(reply))))
        .isEmpty();
    return reply;
  }

  private static Incoming incoming(String path, String body) {
    return new Incoming(
        "POST",
        path,
        Map::of,
        name -> name.equals("Host") ? Optional.of("localhost") : Optional.empty(),
        () -> body.getBytes(StandardCharsets.UTF_8),
        () -> false);
  }

  private static String text(Answer.Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }
}
