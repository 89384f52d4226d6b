package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A service with an interface of its own, connected by a declaration and nothing else. */
class DeclaredServiceTest extends PeopleTest {

  private static final String DECLARED =
      """
      services:
        - name: people
          url: URL
          connector:
            http:
              create:
                path: /people
                json: {name: "{{account.username}}", secret: "{{account.password}}"}
                success: [201]
                id: $.person.number
              exists: {path: "/people/{{account.username}}"}
              reset:
                method: PUT
                path: "/people/{{account.username}}"
                json: {secret: "{{account.password}}"}
              delete: {path: "/people/{{account.username}}"}
              login:
                path: /sign-in
                json: {name: "{{account.username}}", secret: "{{account.password}}"}
                tokens: {accessToken: $.token}
      pools:
        - name: buyers
          services: [people]
          size: {max: 1}
      """;

  DeclaredServiceTest() {
    super(DECLARED);
  }

  @Test
  void an_account_is_proven_leased_signed_in_cleaned_and_proven_again() throws Exception {
    Wire.Answer fresh =
        wire.post("/v1/leases", "{\"pool\":\"buyers\",\"fresh\":true,\"signIn\":true}");
    assertThat(fresh.status()).isEqualTo(201);
    String name = fresh.body().at("/account/username").asString();
    String password = fresh.body().at("/account/password").asString();
    assertThat(fresh.body().at("/account/services/people/id").asString()).isEqualTo("no-" + name);
    assertThat(fresh.body().at("/account/services/people/tokens/accessToken").asString())
        .isEqualTo("for " + name);
    assertThat(people.passwords).containsEntry(name, password);
    assertThat(people.requests).containsExactly("POST /people", "POST /sign-in", "POST /sign-in");

    people.requests.clear();
    assertThat(wire.delete("/v1/leases/" + fresh.text("id")).status()).isEqualTo(204);
    Wire.Answer again = leased();

    assertThat(again.body().at("/account/username").asString()).isEqualTo(name);
    assertThat(again.body().at("/account/services/people/tokens").isEmpty()).isTrue();
    assertThat(people.requests)
        .containsExactly("PUT /people/" + name, "GET /people/" + name, "POST /sign-in");
    assertThat(people.passwords.get(name))
        .isEqualTo(again.body().at("/account/password").asString())
        .isNotEqualTo(password);
  }

  @Test
  void a_request_is_shown_without_being_sent() throws Exception {
    Wire.Answer shown = wire.get("/v1/services/people/requests/reset");

    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.text("method")).isEqualTo("PUT");
    assertThat(shown.text("url")).isEqualTo(people.url() + "/people/test_1a2b3c4d");
    assertThat(shown.text("body")).isEqualTo("{\"secret\":\"***\"}");
    assertThat(people.requests).isEmpty();
    assertThat(wire.get("/v1/services/people/requests/smoke").status()).isEqualTo(400);
    assertThat(wire.get("/v1/services/pepole/requests/reset").status()).isEqualTo(404);
  }

  private Wire.Answer leased() throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    Wire.Answer answer = wire.post("/v1/leases", "{\"pool\":\"buyers\"}");
    while (answer.status() == 409) {
      assertThat(System.nanoTime()).as("it was never free again").isLessThan(end);
      assertThat(new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS)).isFalse();
      answer = wire.post("/v1/leases", "{\"pool\":\"buyers\"}");
    }
    return answer;
  }
}
