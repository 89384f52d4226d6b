package dev.testaccounts.client;

import dev.testaccounts.api.WireFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;
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
   * What is sent along.
   *
   * @param type the media type
   */
  record Body(String type, String text) {

    static Body of(Object value) {
      return new Body("application/json", MAPPER.writeValueAsString(value));
    }

    /** One value a line. */
    static Body lines(Collection<?> values) {
      return new Body(
          "application/x-ndjson",
          values.stream().map(MAPPER::writeValueAsString).collect(Collectors.joining("\n")));
    }
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
      @Nullable Body body,
      Map<String, String> headers,
      Duration patience) {

    static Call of(String method, Target target, @Nullable Body body) {
      return new Call(method, target, body, Map.of(), Duration.ZERO);
    }

    /** The same with one more header. */
    Call with(String header, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(header, value);
      return new Call(method, target, body, more, patience);
    }

    /** The same, whose answer may take longer. */
    Call patient(Duration longer) {
      return new Call(method, target, body, headers, longer);
    }
  }

  /**
   * Asks and reads.
   *
   * @param reader reads the answer, an object
   */
  <T> T exchange(Call call, Function<JsonNode, T> reader) {
    return read(answered(call), reader);
  }

  /** Asks, and reads where there is something to read: 204 says that there is not. */
  <T> Optional<T> exchangeIfAny(Call call, Function<JsonNode, T> reader) {
    HttpResponse<byte[]> response = answered(call);
    return response.statusCode() == 204 ? Optional.empty() : Optional.of(read(response, reader));
  }

  /** Asks where the answer has no body. */
  void exchange(Call call) {
    answered(call);
  }

  /** The status alone, whatever it is. */
  int status(Target target) {
    return send(Call.of("GET", target, null)).statusCode();
  }

  /**
   * Opens a stream of events; whoever reads from it is told what went wrong.
   *
   * @param reader reads the data of an event
   */
  <T> ServerEvents<T> events(Call call, Function<String, T> reader) {
    ServerEvents<T> events = new ServerEvents<>(reader);
    HttpRequest request = request(call);
    CompletableFuture<HttpResponse<byte[]>> exchange =
        http.sendAsync(
            request, answer -> isStream(answer) ? lines(events) : BodySubscribers.ofByteArray());
    events.by(exchange);
    CompletableFuture<HttpResponse<byte[]>> ignored =
        exchange.whenComplete(
            (response, fault) ->
                events.end(
                    fault != null
                        ? failed(request, fault)
                        : isStream(response) ? null : refused(response)));
    return events;
  }

  private static BodySubscriber<byte[]> lines(ServerEvents<?> events) {
    return BodySubscribers.fromLineSubscriber(
        events, ended -> new byte[0], StandardCharsets.UTF_8, null);
  }

  private static boolean isStream(ResponseInfo answer) {
    return isStream(answer.statusCode(), answer.headers());
  }

  private static boolean isStream(HttpResponse<?> answer) {
    return isStream(answer.statusCode(), answer.headers());
  }

  private static boolean isStream(int status, HttpHeaders headers) {
    return status == 200
        && headers.firstValue("Content-Type").orElse("").startsWith("text/event-stream");
  }

  private HttpResponse<byte[]> answered(Call call) {
    HttpResponse<byte[]> response = send(call);
    if (response.statusCode() / 100 != 2) {
      throw refused(response);
    }
    return response;
  }

  private <T> T read(HttpResponse<byte[]> response, Function<JsonNode, T> reader) {
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

  private HttpRequest request(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + call.target()))
            .timeout(timeout.plus(call.patience()));
    Body body = call.body();
    if (body == null) {
      request.method(call.method(), BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", body.type())
          .method(call.method(), BodyPublishers.ofString(body.text()));
    }
    call.headers().forEach(request::header);
    return request.build();
  }

  private HttpResponse<byte[]> send(Call call) {
    HttpRequest request = request(call);
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw failed(request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TamException(TamException.INTERRUPTED, "interrupted while waiting for " + base, e);
    }
  }

  /** What went wrong beside the caller comes wrapped. */
  private TamException failed(HttpRequest request, Throwable thrown) {
    Throwable cause = thrown.getCause();
    Throwable fault = thrown instanceof CompletionException && cause != null ? cause : thrown;
    return fault instanceof HttpTimeoutException
        ? new TamException(
            TamException.TIMEOUT,
            "no answer from " + base + " within " + request.timeout().orElse(timeout),
            fault)
        : new TamException(TamException.UNREACHABLE, "no answer from " + base, fault);
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
