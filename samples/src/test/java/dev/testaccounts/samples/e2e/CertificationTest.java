package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A real service is checked through a real server, and nothing is left in it. */
class CertificationTest extends PeopleTest {

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
        - name: orders
          url: URL
          dependsOn: [people]
          connector:
            http:
              create:
                path: "/orders/{{enrollments.people.id}}"
                json: {name: "{{account.username}}", secret: "{{account.password}}"}
              delete:
                method: POST
                path: "/orders/{{enrollments.people.id}}/closed"
                json: {name: "{{account.username}}", secret: "{{account.password}}"}
      """;

  CertificationTest() {
    super(DECLARED);
  }

  @Test
  void a_service_that_does_as_it_says_passes_and_is_left_as_it_was() throws Exception {
    Wire.Answer checked = wire.post("/v1/services/people/check", "");

    assertThat(checked.status()).isEqualTo(200);
    assertThat(checked.body().path("passed").asBoolean()).isTrue();
    assertThat(checked.body().path("removed").asBoolean()).isTrue();
    String name = checked.text("username");
    assertThat(people.requests)
        .containsExactly(
            "POST /people",
            "GET /people/" + name,
            "POST /sign-in",
            "PUT /people/" + name,
            "POST /sign-in",
            "POST /sign-in",
            "DELETE /people/" + name,
            "GET /people/" + name,
            "DELETE /people/" + name);
    assertThat(people.passwords).isEmpty();
    assertThat(results(checked))
        .contains("check skipped", "sign in with the old password ok", "list skipped");
    assertThat(wire.all("/v1/accounts?state=deleted"))
        .extracting(account -> account.path("username").asString())
        .containsExactly(name);
    assertThat(wire.all("/v1/events"))
        .extracting(event -> event.path("kind").asString())
        .contains("account-intended", "account-deleted");
  }

  @Test
  void a_service_that_depends_on_another_is_checked_with_what_that_one_calls_the_account()
      throws Exception {
    Wire.Answer checked = wire.post("/v1/services/orders/check", "");

    assertThat(checked.body().path("passed").asBoolean()).isTrue();
    assertThat(checked.body().path("removed").asBoolean()).isTrue();
    String name = checked.text("username");
    assertThat(people.requests)
        .containsExactly(
            "POST /people",
            "POST /orders/no-" + name,
            "POST /orders/no-" + name + "/closed",
            "POST /orders/no-" + name + "/closed",
            "DELETE /people/" + name,
            "GET /people/" + name);
    assertThat(results(checked)).startsWith("create in people ok").endsWith("delete in people ok");
    assertThat(people.passwords).isEmpty();
  }

  @Test
  void a_service_that_is_away_fails_with_its_reason_and_leaves_nothing() throws Exception {
    people.close();

    Wire.Answer checked = wire.post("/v1/services/people/check", "");

    assertThat(checked.status()).isEqualTo(200);
    assertThat(checked.body().path("passed").asBoolean()).isFalse();
    assertThat(results(checked)).contains("create failed", "delete skipped");
    assertThat(checked.body().at("/steps/1/detail").asString()).contains("nobody answers");
  }

  @Test
  void a_service_that_is_not_registered_cannot_be_checked() throws Exception {
    assertThat(wire.post("/v1/services/pepole/check", "").status()).isEqualTo(404);
  }

  private static List<String> results(Wire.Answer checked) {
    return StreamSupport.stream(checked.body().path("steps").spliterator(), false)
        .map(step -> step.path("name").asString() + " " + step.path("result").asString())
        .toList();
  }
}
