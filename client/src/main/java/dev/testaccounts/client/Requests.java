package dev.testaccounts.client;

import dev.testaccounts.api.PageView;
import dev.testaccounts.api.WireFormat;
import dev.testaccounts.client.Transport.Body;
import dev.testaccounts.client.Transport.Call;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;

/** Sends what the API takes and reads what it gives, by their types. Thread-safe. */
final class Requests {

  static final int PAGE = 200;

  private final Transport transport;

  Requests(Transport transport) {
    this.transport = transport;
  }

  /** The status alone, whatever it is. */
  int status(Target target) {
    return transport.status(target);
  }

  <T> T get(Target target, Class<T> type) {
    return send(Call.of("GET", target, null), type);
  }

  <T> T send(String method, Target target, @Nullable Object body, Class<T> type) {
    return send(Call.of(method, target, body == null ? null : Body.of(body)), type);
  }

  <T> T send(Call call, Class<T> type) {
    return transport.exchange(call, reader(type));
  }

  /**
   * @param version the version that was seen; null to replace whatever is there
   */
  <T> T put(Target target, Object body, @Nullable Long version, Class<T> type) {
    Call call = Call.of("PUT", target, Body.of(body));
    return send(version == null ? call : call.with("If-Match", "\"" + version + "\""), type);
  }

  /** Asks where the answer has no body. */
  void delete(Target target) {
    transport.exchange(Call.of("DELETE", target, null));
  }

  /** Asks where the answer may have a body: empty for 204. */
  <T> Optional<T> deleted(Target target, Class<T> type) {
    return transport.exchangeIfAny(Call.of("DELETE", target, null), reader(type));
  }

  <T> Stream<T> list(Supplier<Target> target, Class<T> type) {
    Function<JsonNode, PageView<T>> reader = pageReader(type);
    return Pages.stream(
        after ->
            transport.exchange(
                Call.of("GET", target.get().with("limit", PAGE).with("after", after), null),
                reader));
  }

  /**
   * Opens a stream of server-sent events.
   *
   * @param type of each event's data
   */
  <T> ServerEvents<T> events(Target target, Class<T> type) {
    return transport.events(Call.of("GET", target, null), data -> read(data, type));
  }

  private static <T> T read(String data, Class<T> type) {
    try {
      return WireFormat.mapper().readValue(data, type);
    } catch (JacksonException e) {
      throw new TamException(
          TamException.UNEXPECTED_ANSWER, "an event is not what it should be: " + data, e);
    }
  }

  private static <T> Function<JsonNode, T> reader(Class<T> type) {
    return answer -> WireFormat.mapper().treeToValue(answer, type);
  }

  private static <T> Function<JsonNode, PageView<T>> pageReader(Class<T> item) {
    JavaType type =
        WireFormat.mapper().getTypeFactory().constructParametricType(PageView.class, item);
    return answer -> WireFormat.mapper().treeToValue(answer, type);
  }
}
