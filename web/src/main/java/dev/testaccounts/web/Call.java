package dev.testaccounts.web;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.idempotency.Idempotency.Turn;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One request, as a route sees it.
 *
 * @param principal who asks
 * @param parameters what stands in the path's braces, decoded
 * @param query what stands behind the question mark
 * @param ifMatch the If-Match header
 * @param body reads the body, once
 * @param turn where it carries an idempotency key: the id of what it is to make
 */
record Call(
    Principal principal,
    Map<String, String> parameters,
    Query query,
    Optional<String> ifMatch,
    Supplier<byte[]> body,
    Optional<Turn.Go> turn) {

  String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }

  /** The body as an object; nothing else will do. */
  Fields fields() {
    return Fields.of(Json.read(body.get()), "");
  }
}
