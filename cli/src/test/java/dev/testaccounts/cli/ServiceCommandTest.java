package dev.testaccounts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What people see of a service, and what their scripts get as exit code. */
class ServiceCommandTest {

  private static final String PASSED =
      """
      {"service":"people","username":"test_1a2b3c4d","passed":true,"removed":true,"millis":12,
       "steps":[{"name":"create","result":"ok","detail":"done","millis":7},
                {"name":"list","result":"skipped","detail":"the service declares no list","millis":0}]}
      """;

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private HttpServer server;
  private int status = 200;
  private String answer = PASSED;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_check_that_passes_is_a_table_and_exit_code_0() {
    assertThat(run("service", "check", "people")).isZero();

    assertThat(requests).containsExactly("POST /v1/services/people/check");
    assertThat(out.toString().lines())
        .containsExactly(
            "STEP    RESULT   TIME  DETAIL",
            "create  ok       7 ms  done",
            "list    skipped        the service declares no list",
            "people passed");
  }

  @Test
  void a_check_says_which_pool_the_probe_is_like() {
    assertThat(run("service", "check", "people", "--pool", "buyers")).isZero();

    assertThat(requests).containsExactly("POST /v1/services/people/check?pool=buyers");
  }

  @Test
  void a_check_that_does_not_pass_is_exit_code_1() {
    answer = PASSED.replace("true", "false");

    assertThat(run("service", "check", "people")).isEqualTo(1);

    assertThat(out.toString())
        .endsWith(
            "people did not pass; the probe test_1a2b3c4d is on record, and its removal is tried"
                + " again"
                + System.lineSeparator());
  }

  @Test
  void programs_get_json() {
    assertThat(run("service", "check", "people", "-o", "json")).isZero();

    assertThat(out.toString().replaceAll("\\s", "")).isEqualTo(PASSED.replaceAll("\\s", ""));
  }

  @Test
  void a_refusal_is_exit_code_3_and_says_why() {
    status = 404;
    answer = "{\"code\":\"no-such-service\",\"detail\":\"there is no service named 'pepole'\"}";

    assertThat(run("service", "check", "pepole")).isEqualTo(3);

    assertThat(err.toString()).startsWith("tam: ").contains("there is no service named 'pepole'");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_server_that_is_not_there_is_exit_code_3() {
    server.stop(0);

    assertThat(run("service", "check", "people")).isEqualTo(3);

    assertThat(err.toString()).contains("no answer from http://127.0.0.1:");
  }

  @Test
  void a_request_is_shown_as_it_would_go() {
    answer =
        """
        {"method":"PUT","url":"http://localhost/people/x","headers":{"B":"2","A":"***"},"body":"{}"}
        """;

    assertThat(run("service", "render", "people", "reset")).isZero();

    assertThat(requests).containsExactly("GET /v1/services/people/requests/reset");
    assertThat(out.toString().lines())
        .containsExactly("PUT http://localhost/people/x", "A: ***", "B: 2", "", "{}");
  }

  @Test
  void a_request_without_headers_and_body_is_one_line() {
    answer =
        "{\"method\":\"POST\",\"url\":\"http://localhost/people\",\"headers\":{},\"body\":null}";

    assertThat(run("service", "render", "people")).isZero();

    assertThat(requests).containsExactly("GET /v1/services/people/requests/create");
    assertThat(out.toString().lines()).containsExactly("POST http://localhost/people");
  }

  @Test
  void orphans_are_a_table_and_exit_code_1() {
    answer =
        """
        {"listed":9,"orphans":[{"username":"test_1","id":null,"account":null,"fate":"condemned"}],
         "vanished":[{"account":"a","username":"test_2","state":"free","fate":"kept"}],
         "lingering":[{"account":"b","username":"test_3","fate":"condemned"}]}
        """;

    assertThat(run("service", "orphans", "people", "--action", "delete")).isEqualTo(1);

    assertThat(requests).containsExactly("POST /v1/services/people/orphans");
    assertThat(bodies).containsExactly("{\"action\":\"delete\",\"olderThan\":\"1h\"}");
    assertThat(out.toString().lines())
        .containsExactly(
            "WHAT       USERNAME  FATE",
            "orphan     test_1    condemned",
            "vanished   test_2    kept",
            "lingering  test_3    condemned",
            "9 accounts listed, 3 differ");
  }

  @Test
  void no_orphans_are_exit_code_0_and_a_time_that_is_none_is_2() {
    answer = "{\"listed\":9,\"orphans\":[],\"vanished\":[],\"lingering\":[]}";

    assertThat(run("service", "orphans", "people", "--older-than", "2d")).isZero();
    assertThat(out.toString().strip()).isEqualTo("9 accounts listed, 0 differ");
    assertThat(bodies).containsExactly("{\"action\":\"report\",\"olderThan\":\"2d\"}");

    assertThat(run("service", "orphans", "people", "--older-than", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("--older-than: expected");
    assertThat(requests).hasSize(1);
  }

  @Test
  void what_is_missing_is_exit_code_2() {
    assertThat(run("service", "check")).isEqualTo(2);
    assertThat(err.toString()).contains("NAME");
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--server=http://127.0.0.1:" + server.getAddress().getPort());
    CommandLine line = TamCommand.line();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(String[]::new));
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
