package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.RenderedRequest;
import dev.testaccounts.core.service.ShownRequest;
import java.net.URI;

/** From a request without variables to a call. */
final class Requests {

  private Requests() {}

  static Call call(RenderedRequest declared, URI base, boolean reads) {
    RenderedRequest.Basic basic = declared.basic();
    RenderedRequest request =
        basic == null
            ? declared
            : Authentication.basic(basic.username(), basic.password()).on(declared);
    RenderedRequest.Body body = request.body();
    return new Call(
        request.method(),
        request.uri(base),
        request.headers(),
        body == null ? null : new Call.Content(body.type(), body.text()),
        reads);
  }

  /** A request with nothing secret in it, for people to look at. */
  static ShownRequest shown(RenderedRequest declared, URI base) {
    RenderedRequest request =
        declared.basic() == null ? declared : Authentication.MASKED_BASIC.on(declared);
    RenderedRequest.Body body = request.body();
    return new ShownRequest(
        request.method(),
        request.uri(base).toString(),
        body == null
            ? request.headers()
            : request.withHeader("Content-Type", body.type()).headers(),
        body == null ? null : body.text());
  }
}
