package dev.testaccounts.samples.e2e;

import dev.testaccounts.web.contract.Contract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to a server as any script would, and hands out statuses and JSON. Every answer of TAM is
 * held to openapi.yaml. Thread-safe.
 */
final class Wire {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final Contract CONTRACT = Contract.shipped();

  /** Paths of TAM's own; the sample service has others. */
  private static final Pattern OURS = Pattern.compile("/(v1/.*|create|cleanup|health)");

  private final URI base;

  Wire(URI base) {
    this.base = base;
  }

  URI uri(String path) {
    return base.resolve(path);
  }

  record Answer(int status, JsonNode body, HttpHeaders headers) {
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    String text(String field) {
      return body.path(field).asString();
    }
  }

  Answer post(String path, String json) throws IOException, InterruptedException {
    return send("POST", path, json);
  }

  /** A request that may be sent as often as one likes, and takes effect once. */
  Answer post(String path, String json, String key) throws IOException, InterruptedException {
    return send("POST", path, json, "Idempotency-Key", key);
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, null);
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, null);
  }

  Answer send(String method, String path, @Nullable String json, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(90))
            .header("Content-Type", "application/json");
    HttpRequest request =
        (headers.length == 0 ? builder : builder.headers(headers))
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    if (OURS.matcher(path).matches()) {
      CONTRACT.check(response);
    }
    String body = response.body();
    return new Answer(
        response.statusCode(),
        body.isEmpty() ? JSON.nullNode() : JSON.readTree(body),
        response.headers());
  }

  /** All items of a list, page by page. */
  List<JsonNode> all(String path) throws IOException, InterruptedException {
    List<JsonNode> items = new ArrayList<>();
    String join = path.contains("?") ? "&" : "?";
    String next = path + join + "limit=1000";
    while (next != null) {
      Answer page = get(next);
      if (page.status() != 200) {
        throw new IllegalStateException(next + " answered " + page);
      }
      page.body().path("items").forEach(items::add);
      JsonNode after = page.body().path("next");
      next = after.isString() ? path + join + "limit=1000&after=" + after.asString() : null;
    }
    return items;
  }
}
