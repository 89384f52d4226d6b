package dev.testaccounts.samples.e2e;

import dev.testaccounts.api.WireFormat;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Speaks to a product as anybody would, past TAM. Thread-safe. */
final class Outside {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI base;

  Outside(URI base) {
    this.base = base;
  }

  record Answer(int status, JsonNode body) {}

  /**
   * Reads something.
   *
   * @param authorization the header's value; empty for none
   */
  Answer get(String path, String authorization) throws IOException, InterruptedException {
    return sent(request(path, authorization).GET());
  }

  Answer json(String method, String path, String authorization, String json)
      throws IOException, InterruptedException {
    return sent(
        request(path, authorization)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json)));
  }

  Answer form(String path, Map<String, String> fields) throws IOException, InterruptedException {
    String body =
        fields.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    return sent(
        request(path, "")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  static String basic(String username, String password) {
    byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path, String authorization) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
    return authorization.isEmpty() ? builder : builder.header("Authorization", authorization);
  }

  private static Answer sent(HttpRequest.Builder builder) throws IOException, InterruptedException {
    var response = HTTP.send(builder.build(), BodyHandlers.ofString());
    boolean json =
        response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
    return new Answer(
        response.statusCode(), WireFormat.mapper().readTree(json ? response.body() : "null"));
  }
}
