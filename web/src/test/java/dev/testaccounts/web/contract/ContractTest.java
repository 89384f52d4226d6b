package dev.testaccounts.web.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The checker itself: what is right passes, every planted mistake is seen. */
class ContractTest {

  private static final String LEASES = "/v1/leases";
  private static final String PAGE = "{\"items\":[],\"next\":null}";
  private static final String PROBLEM =
      """
      {"type":"urn:tam:problem:none-free","title":"t","status":409,"detail":"d","code":"none-free",
       "instance":"/v1/leases"}""";

  private static final Contract CONTRACT = Contract.shipped();

  @Test
  void right_answers_pass() {
    assertThat(CONTRACT.problems(json("GET", LEASES, 200, PAGE))).isEmpty();
    assertThat(CONTRACT.problems(problem("POST", LEASES, 409, PROBLEM))).isEmpty();
    assertThat(CONTRACT.problems(exchange("DELETE", LEASES + "/x", 204, Map.of(), ""))).isEmpty();
  }

  @Test
  void undocumented_status_is_seen() {
    assertThat(CONTRACT.problems(json("GET", LEASES, 201, PAGE)))
        .containsExactly("status: 201 is not documented");
  }

  @Test
  void undocumented_path_must_be_404_and_method_405() {
    assertThat(CONTRACT.problems(json("GET", "/v1/nothing", 200, PAGE)))
        .contains("status: expected 404 for what is not documented");
    assertThat(CONTRACT.problems(json("PATCH", LEASES, 200, PAGE)))
        .contains("status: expected 405 for what is not documented", "Allow: expected, missing");
  }

  @Test
  void wrong_content_type_is_seen() {
    assertThat(CONTRACT.problems(json("POST", LEASES, 409, PROBLEM)))
        .singleElement()
        .asString()
        .contains("Content-Type: application/json is not one of");
  }

  @Test
  void wrong_body_is_seen() {
    assertThat(CONTRACT.problems(json("GET", LEASES, 200, "{\"items\":[]}")))
        .singleElement()
        .asString()
        .contains("next");
    assertThat(CONTRACT.problems(json("GET", LEASES, 200, "{\"items\":[],\"next\":null,\"x\":1}")))
        .singleElement()
        .asString()
        .contains("x");
    assertThat(CONTRACT.problems(json("GET", LEASES, 200, "<html>"))).hasSize(1);
  }

  @Test
  void body_where_none_belongs_is_seen() {
    assertThat(CONTRACT.problems(json("DELETE", LEASES + "/x", 204, PAGE)))
        .containsExactly("body: expected none");
  }

  @Test
  void problem_of_another_status_is_seen() {
    assertThat(CONTRACT.problems(problem("POST", LEASES, 400, PROBLEM)))
        .containsExactly("/status: expected 400");
  }

  @Test
  void missing_and_malformed_header_is_seen() {
    String job =
        """
        {"id":"01ja0000000000000000000005","kind":"create","state":"running","pool":null,"labels":{},
         "total":1,"planned":0,"succeeded":0,"failed":0,"cancelled":0,"actor":"local",
         "createdAt":"2026-11-21T09:30:00Z","cancelledAt":null,"finishedAt":null}""";
    String type = "application/json";

    assertThat(CONTRACT.problems(json("POST", "/v1/accounts", 202, job)))
        .containsExactly("Location: expected, missing");
    assertThat(
            CONTRACT.problems(
                exchange(
                    "POST",
                    "/v1/accounts",
                    202,
                    Map.of("Content-Type", type, "Location", "elsewhere"),
                    job)))
        .singleElement()
        .asString()
        .startsWith("Location");
  }

  @Test
  void password_outside_the_grant_is_seen() {
    String lease =
        """
        {"id":"01ja0000000000000000000003","epoch":1,"pool":"p","state":"active","holder":"local",
         "labels":{},"acquiredAt":"2026-11-21T09:30:00Z","expiresAt":"2026-11-21T09:45:00Z",
         "endedAt":null,"endReason":null,
         "account":{"id":"01ja0000000000000000000004","username":"u","email":null,"attributes":{},
          "services":{},"password":"hunter2hunter2"}}""";

    assertThat(CONTRACT.problems(json("GET", LEASES + "/x", 200, lease)))
        .singleElement()
        .asString()
        .contains("password");
  }

  @Test
  void wrong_format_is_seen() {
    String event =
        """
        {"items":[{"sequence":1,"at":"yesterday","actor":"a","kind":"job-started","account":null,
         "lease":null,"job":null,"detail":{}}],"next":null}""";

    assertThat(CONTRACT.problems(json("GET", "/v1/events", 200, event))).isNotEmpty();
  }

  private static Contract.Exchange json(String method, String path, int status, String body) {
    return exchange(method, path, status, Map.of("Content-Type", "application/json"), body);
  }

  private static Contract.Exchange problem(String method, String path, int status, String body) {
    return exchange(method, path, status, Map.of("Content-Type", "application/problem+json"), body);
  }

  private static Contract.Exchange exchange(
      String method, String path, int status, Map<String, String> headers, String body) {
    return new Contract.Exchange(
        method, path, status, name -> Optional.ofNullable(headers.get(name)), body);
  }
}
