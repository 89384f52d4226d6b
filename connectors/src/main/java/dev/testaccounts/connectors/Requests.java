package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.RenderedRequest;
import java.net.URI;

/** From a request without variables to a call. */
final class Requests {

  private Requests() {}

  static Call call(RenderedRequest request, URI base, boolean reads) {
    RenderedRequest.Body body = request.body();
    return new Call(
        request.method(),
        request.uri(base),
        request.headers(),
        body == null ? null : new Call.Content(body.type(), body.text()),
        reads);
  }
}
