package dev.testaccounts.client;

import dev.testaccounts.api.WireFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Sends requests and reads answers. Thread-safe. */
final class Transport {

  private static final JsonMapper MAPPER = WireFormat.mapper();

  private final String base;
  private final Duration timeout;
  private final HttpClient http;

  Transport(URI base, Duration timeout) {
    this.base = base.toString().replaceAll("/+$", "");
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(
                timeout.compareTo(Duration.ofSeconds(5)) < 0 ? timeout : Duration.ofSeconds(5))
            .build();
  }

  /**
   * What is asked.
   *
   * @param body null for none
   * @param patience how much longer than usual the answer may take
   */
  record Call(
      String method,
      Target target,
      @Nullable Object body,
      Map<String, String> headers,
      Duration patience) {

    static Call of(String method, Target target, @Nullable Object body, @Nullable String ifMatch) {
      Map<String, String> headers = ifMatch == null ? Map.of() : Map.of("If-Match", ifMatch);
      return new Call(method, target, body, headers, Duration.ZERO);
    }
  }

  /**
   * Asks and reads.
   *
   * @param reader reads the answer, an object
   */
  <T> T exchange(
      String method,
      Target target,
      @Nullable Object body,
      @Nullable String ifMatch,
      Function<JsonNode, T> reader) {
    return exchange(Call.of(method, target, body, ifMatch), reader);
  }

  <T> T exchange(Call call, Function<JsonNode, T> reader) {
    HttpResponse<byte[]> response = send(call);
    if (response.statusCode() / 100 != 2) {
      throw refused(response);
    }
    JsonNode answer = tree(response);
    if (!answer.isObject()) {
      throw unexpected(response);
    }
    try {
      return reader.apply(answer);
    } catch (JacksonException e) {
      throw unexpected(response);
    }
  }

  /** Asks where the answer has no body. */
  void exchange(String method, Target target) {
    HttpResponse<byte[]> response = send(Call.of(method, target, null, null));
    if (response.statusCode() / 100 != 2) {
      throw refused(response);
    }
  }

  /** The status alone, whatever it is. */
  int status(Target target) {
    return send(Call.of("GET", target, null, null)).statusCode();
  }

  private HttpResponse<byte[]> send(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + call.target()))
            .timeout(timeout.plus(call.patience()));
    Object body = call.body();
    if (body == null) {
      request.method(call.method(), BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(call.method(), BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)));
    }
    call.headers().forEach(request::header);
    return send(request.build());
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (HttpTimeoutException e) {
      throw new TamException(
          TamException.TIMEOUT,
          "no answer from " + base + " within " + request.timeout().orElse(timeout),
          e);
    } catch (IOException e) {
      throw new TamException(TamException.UNREACHABLE, "no answer from " + base, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TamException(TamException.INTERRUPTED, "interrupted while waiting for " + base, e);
    }
  }

  private TamException refused(HttpResponse<byte[]> response) {
    JsonNode problem = tree(response);
    return problem.path("code").isString()
        ? new TamException(
            response.statusCode(),
            problem.path("code").stringValue(),
            problem.path("detail").asString("no detail"))
        : unexpected(response);
  }

  private static JsonNode tree(HttpResponse<byte[]> response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  private TamException unexpected(HttpResponse<byte[]> response) {
    return new TamException(
        response.statusCode(),
        TamException.UNEXPECTED_ANSWER,
        base
            + " answered "
            + response.statusCode()
            + " with "
            + response.headers().firstValue("Content-Type").orElse("no type")
            + ": is it a Test Account Manager?");
  }
}
