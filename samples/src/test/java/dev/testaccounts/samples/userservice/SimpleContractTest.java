package dev.testaccounts.samples.userservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimpleContractTest extends RunningService {
  @Test
  void create_makesTheAccount() throws Exception {
    HttpResponse<String> answer = caller.create("ann");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(answer.body()).isEqualTo("{\"username\":\"ann\",\"status\":\"created\"}");
    assertThat(service.accounts()).containsExactly("ann");
  }

  @Test
  void create_existingUsername_isAConflictAndKeepsThePassword() throws Exception {
    caller.create("ann");

    HttpResponse<String> answer =
        caller.post("/create_account", Caller.account("ann", "another secret"));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).isEqualTo("{\"error\":\"account already exists\"}");
    assertThat(caller.login("ann", "secret").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{\"username\":\"ann\",\"password\":\"secret\"",
        "{\"username\":\"ann\",\"password\":\"secret\"} trailing",
        "{\"username\":\"ann\",\"username\":\"bob\",\"password\":\"secret\"}",
        "[\"ann\",\"secret\"]",
        "\"ann\"",
        "null",
        "{}",
        "{\"username\":\"ann\"}",
        "{\"password\":\"secret\"}",
        "{\"username\":17,\"password\":\"secret\"}",
        "{\"username\":\"ann\",\"password\":null}",
        "{\"username\":\"ann\",\"password\":[\"secret\"]}",
        "{\"username\":\" \",\"password\":\"secret\"}",
        ""
      })
  void create_badBody_isRefused(String body) throws Exception {
    HttpResponse<String> answer = caller.post("/create_account", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"");
    assertThat(service.accounts()).isEmpty();
  }

  @Test
  void create_bodyTooLong_isRefusedByLength() throws Exception {
    HttpResponse<String> answer = caller.create("a".repeat(Body.MOST_BYTES));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).isEqualTo("{\"error\":\"the body is longer than 65536 bytes\"}");
    assertThat(service.accounts()).isEmpty();
  }

  @Test
  void delete_removesTheAccount() throws Exception {
    caller.create("ann");

    HttpResponse<String> answer = caller.delete("ann");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"deleted\"}");
    assertThat(service.accounts()).isEmpty();
  }

  @Test
  void delete_absentAccount_isNotFound() throws Exception {
    HttpResponse<String> answer = caller.delete("ann");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"error\":\"account not found\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "a b, a%20b",
    "a+b, a+b",
    "a/b, a%2Fb",
    "a;b=c, a;b=c",
    "100%, 100%25",
    "a@example.test, a%40example.test",
    "유나, %EC%9C%A0%EB%82%98"
  })
  void delete_findsTheUsernameThatThePathEncodes(String username, String encoded) throws Exception {
    caller.create(username);
    assertThat(service.accounts()).containsExactly(username);

    assertThat(caller.delete(encoded).statusCode()).isEqualTo(200);
    assertThat(service.accounts()).isEmpty();
  }

  @Test
  void login_rightPassword_isWelcome() throws Exception {
    caller.create("ann");

    HttpResponse<String> answer = caller.login("ann", "secret");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"username\":\"ann\"}");
  }

  @Test
  void login_wrongPasswordOrNoAccount_isTheSameRefusal() throws Exception {
    caller.create("ann");

    HttpResponse<String> wrong = caller.login("ann", "guess");
    HttpResponse<String> absent = caller.login("bob", "guess");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(absent.statusCode()).isEqualTo(401);
    assertThat(absent.body()).isEqualTo(wrong.body());
  }

  @Test
  void health_isHealthy() throws Exception {
    HttpResponse<String> answer = caller.get("/health");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"healthy\"}");
  }

  @Test
  void unknownEndpoint_saysSo() throws Exception {
    HttpResponse<String> answer = caller.get("/create_account");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"error\":\"no such endpoint: GET /create_account\"}");
  }
}
