package dev.testaccounts.web;

import dev.testaccounts.api.ProblemCode;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Map;

/** What is said to bytes that are no request, before any route is asked. */
final class BadHttp {

  private BadHttp() {}

  static DirectHandlers handlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType event : EventType.values()) {
      handlers.addHandler(event, BadHttp::response);
    }
    return handlers.build();
  }

  /**
   * @param message not told: it may speak of the server's insides
   */
  private static DirectHandler.TransportResponse response(
      DirectHandler.TransportRequest request,
      EventType event,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    ProblemCode code =
        status.code() < 500 || status.code() == 505
            ? ProblemCode.MALFORMED_HTTP
            : ProblemCode.INTERNAL;
    Refusal refusal = new Refusal(status.code(), code.code(), code.meaning(), Map.of());
    return DirectHandler.TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, Json.PROBLEM_TYPE)
        .keepAlive(event.keepAlive())
        .entity(Errors.problem(refusal, "urn:tam:request:unread").body())
        .build();
  }
}
