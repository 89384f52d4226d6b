package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.web.contract.Contract;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Bulk creation from newline-delimited JSON, and results as such. */
class RowsTest extends StagedTest {

  private static final String LINES = "application/x-ndjson";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Contract contract = Contract.shipped();

  @Test
  void each_line_is_an_account_and_has_a_result() throws Exception {
    HttpResponse<String> started =
        post(
            "?pool=buyers&label=wave:1",
            """
            {"username":"alice","labels":{"who":"a"},"attributes":{"country":"DE"}}
            {}
            """);

    assertThat(started.statusCode()).isEqualTo(202);
    String id = JSON.readTree(started.body()).path("id").asString();
    assertThat(stage.awaitJob(id).body().path("succeeded").asInt()).isEqualTo(2);
    HttpResponse<String> items =
        send(
            HttpRequest.newBuilder(wire.uri("/v1/jobs/" + id + "/items?limit=1"))
                .header("Accept", LINES));
    assertThat(items.headers().firstValue("Content-Type")).contains(LINES);
    assertThat(items.headers().firstValue("Link"))
        .contains("</v1/jobs/" + id + "/items?limit=1&after=0>; rel=\"next\"");
    assertThat(items.body().lines().toList())
        .singleElement()
        .satisfies(
            line -> assertThat(JSON.readTree(line).path("username").asString()).isEqualTo("alice"));
    var alice = wire.get("/v1/accounts?username=alice").body().path("items").path(0);
    assertThat(alice.path("labels").toString()).isEqualTo("{\"wave\":\"1\",\"who\":\"a\"}");
    assertThat(alice.path("attributes").path("country").asString()).isEqualTo("DE");
  }

  @Test
  void a_wrong_line_is_told_by_its_number_and_nothing_is_begun() throws Exception {
    for (String bad : List.of("{\"user\":1}", "{", "[]", "", "{\"username\":\"a b\"}")) {
      HttpResponse<String> refused = post("?pool=buyers", "{}\n" + bad + "\n{}\n");

      assertThat(refused.statusCode()).as(bad).isEqualTo(400);
      assertThat(JSON.readTree(refused.body()).path("detail").asString())
          .as(bad)
          .startsWith("line 2: ");
    }
    assertThat(post("", "{}").statusCode()).as("no pool").isEqualTo(400);
    assertThat(post("?pool=buyers", "").statusCode()).as("no line").isEqualTo(400);
    assertThat(wire.all("/v1/jobs")).isEmpty();
  }

  @Test
  void other_routes_do_not_read_lines() throws Exception {
    HttpResponse<String> refused =
        send(
            HttpRequest.newBuilder(wire.uri("/v1/leases"))
                .header("Content-Type", LINES)
                .POST(BodyPublishers.ofString("{\"pool\":\"buyers\"}")));

    assertThat(refused.statusCode()).isEqualTo(415);
  }

  private HttpResponse<String> post(String query, String lines) throws Exception {
    URI uri = wire.uri("/v1/accounts" + query);
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", LINES)
            .POST(BodyPublishers.ofString(lines)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return contract.check(http.send(request.build(), BodyHandlers.ofString()));
  }
}
