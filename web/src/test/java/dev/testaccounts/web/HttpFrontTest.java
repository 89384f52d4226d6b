package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.web.contract.Contract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server itself, over the wire. */
class HttpFrontTest {

  private static final InstantSource CLOCK = () -> Instant.parse("2026-06-03T09:30:00Z");
  private static final Contract CONTRACT = Contract.shipped();

  private static final List<Route> ROUTES =
      List.of(
          Route.get("/health/live", call -> Answer.json(200, Map.of("status", "healthy"))),
          Route.post("/v1/pools", call -> Answer.json(200, Map.of("bytes", bytes(call)))),
          Route.get(
              "/v1/pools",
              call -> {
                throw new StoreUnavailableException("the disk is full", null);
              }),
          Route.get(
              "/v1/jobs",
              call -> {
                throw new IllegalStateException("secret inside");
              }),
          Route.delete("/v1/pools/{name}", call -> Answer.nothing()),
          new Route("POST", "/create", Dialect.CREATE, call -> Answer.json(200, bytes(call))));

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpFront front =
      HttpFront.start(HttpFront.Options.loopback(0), CLOCK, NoUseCases.idempotency(), ROUTES);

  @AfterEach
  void close() {
    front.close();
    client.close();
  }

  @Test
  void answers_as_documented() throws Exception {
    HttpResponse<String> response = CONTRACT.check(send("GET", "/health/live", ""));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Length")).contains("20");
    assertThat(response.headers().allValues("Date"))
        .containsExactly("Wed, 03 Jun 2026 09:30:00 GMT");
    assertThat(CONTRACT.check(send("DELETE", "/v1/pools/x", "")).statusCode()).isEqualTo(204);
  }

  @Test
  void unknown_path_is_404_and_unknown_method_405() throws Exception {
    assertThat(CONTRACT.check(send("GET", "/v1/nothing", "")).body()).contains("no-such-path");
    HttpResponse<String> response = CONTRACT.check(send("PATCH", "/v1/pools", "{}"));
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD, POST");
    assertThat(CONTRACT.check(send("GET", "/create", "")).statusCode()).isEqualTo(405);
  }

  @Test
  void a_head_is_that_of_the_GET_without_its_body() throws Exception {
    try (RawConnection raw = new RawConnection(front.port())) {
      raw.write("HEAD /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(raw.readHead())
          .startsWith("HTTP/1.1 200 OK")
          .containsIgnoringCase("Content-Length: 20")
          .containsIgnoringCase("Content-Type: application/json");
      raw.write("HEAD /v1/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(raw.readHead()).startsWith("HTTP/1.1 404 Not Found");
      raw.write("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(raw.readAll()).startsWith("HTTP/1.1 200 OK").endsWith("{\"status\":\"healthy\"}");
    }
    CONTRACT.check(send("HEAD", "/health/live", ""));
    HttpResponse<String> refused = CONTRACT.check(send("HEAD", "/create", ""));
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void faults_are_told_as_documented() throws Exception {
    try (CapturedLog log = new CapturedLog(Errors.class)) {
      HttpResponse<String> away = CONTRACT.check(send("GET", "/v1/pools", ""));
      HttpResponse<String> fault = CONTRACT.check(send("GET", "/v1/jobs", ""));

      assertThat(away.statusCode()).isEqualTo(503);
      assertThat(fault.statusCode()).isEqualTo(500);
      assertThat(fault.body()).doesNotContain("secret", "Exception");
      assertThat(log.messages()).hasSize(2);
    }
  }

  @Test
  void body_of_one_mebibyte_is_taken_and_of_more_is_413() throws Exception {
    String largest = "x".repeat(Wire.LARGEST_BODY);

    assertThat(send("POST", "/v1/pools", largest).body()).isEqualTo("{\"bytes\":1048576}");
    HttpResponse<String> refused = CONTRACT.check(send("POST", "/v1/pools", largest + "x"));
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(CONTRACT.check(send("POST", "/create", largest + "x")).statusCode()).isEqualTo(413);
    assertThat(CONTRACT.check(send("GET", "/health/live", "")).statusCode()).isEqualTo(200);
  }

  @Test
  void chunked_body_is_taken_up_to_its_limit() throws Exception {
    byte[] body = new byte[Wire.LARGEST_BODY + 1];
    HttpRequest request =
        HttpRequest.newBuilder(front.url().resolve("/v1/pools"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)))
            .build();

    assertThat(CONTRACT.check(client.send(request, BodyHandlers.ofString())).statusCode())
        .isEqualTo(413);
    assertThat(CONTRACT.check(send("GET", "/health/live", "")).statusCode()).isEqualTo(200);
  }

  @Test
  void body_must_be_json_or_say_nothing() throws Exception {
    assertThat(send("POST", "/v1/pools", "{}").statusCode()).isEqualTo(200);
    assertThat(sendAs("application/json; charset=utf-8", "/v1/pools").statusCode()).isEqualTo(200);
    assertThat(sendAs("", "/v1/pools").statusCode()).isEqualTo(200);
    assertThat(sendAs("application/x-www-form-urlencoded", "/v1/pools").statusCode())
        .as("what curl -d says of every body")
        .isEqualTo(200);
    for (String type : List.of("text/plain", "multipart/form-data", "nonsense")) {
      assertThat(CONTRACT.check(sendAs(type, "/v1/pools")).statusCode()).as(type).isEqualTo(415);
      assertThat(CONTRACT.check(sendAs(type, "/create")).statusCode()).as(type).isEqualTo(400);
    }
  }

  @Test
  void unread_body_does_not_spoil_the_connection() throws Exception {
    try (RawConnection raw = new RawConnection(front.port())) {
      raw.write(
          "POST /v1/nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n12345"
              + "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

      assertThat(raw.readAll())
          .contains("HTTP/1.1 404 Not Found", "HTTP/1.1 200 OK")
          .endsWith("{\"status\":\"healthy\"}");
    }
  }

  @Test
  void foreign_host_and_origin_are_refused() throws Exception {
    try (RawConnection raw = new RawConnection(front.port())) {
      raw.write("GET /health/live HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n");
      assertThat(raw.readAll()).startsWith("HTTP/1.1 421").contains("host-refused");
    }
    HttpRequest request =
        HttpRequest.newBuilder(front.url().resolve("/v1/pools"))
            .header("Origin", "http://evil.test")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    assertThat(CONTRACT.check(client.send(request, BodyHandlers.ofString())).body())
        .contains("origin-refused");
  }

  @Test
  void what_is_no_http_is_a_problem_too() throws Exception {
    for (String bytes :
        List.of(
            "GET /\r\n\r\n",
            "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET / HTTP/1.1\r\nbad header\r\n\r\n",
            "GET /health/live HTTP/1.1\r\nHost: localhost\r\nX: "
                + "x".repeat(100_000)
                + "\r\n\r\n")) {
      try (RawConnection raw = new RawConnection(front.port())) {
        raw.write(bytes);
        String answer = raw.readAll();

        assertThat(answer).as(bytes.substring(0, 9)).startsWith("HTTP/1.1 4");
        assertThat(answer).contains("malformed-http").doesNotContain("Exception", "helidon");
      }
    }
  }

  @Test
  void bad_encoding_and_bad_framing_are_the_callers_fault() throws Exception {
    String end = "\r\nHost: localhost\r\nConnection: close\r\n";
    String chunked = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (String bytes :
        List.of(
            "GET /health/live?x=%zz HTTP/1.1" + end + "\r\n",
            "GET /health/%zz HTTP/1.1" + end + "\r\n",
            "POST /v1/pools HTTP/1.1" + end + chunked + "zz\r\n",
            "POST /v1/pools HTTP/1.1" + end + chunked + "3\r\n{}zzz\r\n",
            "POST /v1/pools HTTP/1.1" + end + chunked + "ffffffffff\r\n",
            "POST /v1/pools HTTP/1.1" + end + "Content-Length: x\r\n\r\n",
            "POST /v1/pools HTTP/1.1" + end + "Content-Length: 3\r\n" + chunked + "0\r\n\r\n")) {
      try (RawConnection raw = new RawConnection(front.port())) {
        raw.write(bytes);
        String answer = raw.readAll();

        assertThat(answer).as(bytes).containsPattern("^HTTP/1.1 4");
        assertThat(answer).doesNotContain("Exception", "helidon");
      }
    }
  }

  @Test
  void body_that_breaks_off_is_no_incident() throws Exception {
    try (CapturedLog log = new CapturedLog(Errors.class);
        RawConnection raw = new RawConnection(front.port())) {
      raw.write("POST /v1/pools HTTP/1.1\r\nHost: localhost\r\nContent-Length: 30\r\n\r\nabc");
      raw.endOutput();

      assertThat(raw.readAll()).startsWith("HTTP/1.1 400").contains("body: it broke off");
      assertThat(log.messages()).isEmpty();
    }
  }

  @Test
  void port_that_is_taken_is_told() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  HttpFront.start(
                      HttpFront.Options.loopback(taken.getLocalPort()),
                      CLOCK,
                      NoUseCases.idempotency(),
                      ROUTES))
          .isInstanceOfSatisfying(
              PortTakenException.class, e -> assertThat(e.port()).isEqualTo(taken.getLocalPort()))
          .hasMessageContaining("is taken by another process");
    }
  }

  @Test
  void url_is_where_it_listens() {
    assertThat(front.url()).isEqualTo(URI.create("http://127.0.0.1:" + front.port()));
  }

  private static long bytes(Call call) {
    return call.body().get().length;
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(front.url().resolve(path))
            .method(
                method,
                body.isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> sendAs(String type, String path)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(front.url().resolve(path)).POST(BodyPublishers.ofString("{}"));
    return client.send(
        (type.isEmpty() ? request : request.header("Content-Type", type)).build(),
        BodyHandlers.ofString());
  }
}
