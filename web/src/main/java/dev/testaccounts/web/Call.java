package dev.testaccounts.web;

import dev.testaccounts.api.ProblemCode;
import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.idempotency.Idempotency.Turn;
import dev.testaccounts.core.kernel.Id;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request, as a route sees it.
 *
 * @param principal who asks
 * @param parameters what stands in the path's braces, decoded
 * @param query what stands behind the question mark
 * @param ifMatch the If-Match header
 * @param header a header's value by its name, whatever its case
 * @param body reads the body, once
 * @param gone whether the client has gone away; may be asked again and again
 * @param turn where it carries an idempotency key: the id of what it is to make
 */
record Call(
    Principal principal,
    Map<String, String> parameters,
    Query query,
    Optional<String> ifMatch,
    Function<String, Optional<String>> header,
    Supplier<byte[]> body,
    BooleanSupplier gone,
    Optional<Turn.Go> turn) {

  /** The id of what it is to make, where it can come again; null where it carries no key. */
  @Nullable Id operation() {
    return turn.map(Turn.Go::operation).orElse(null);
  }

  String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }

  /** Whether the body is newline-delimited JSON. */
  boolean lines() {
    return names("Content-Type", Json.LINES_TYPE);
  }

  /** Whether a header names a media type. */
  boolean names(String name, String type) {
    return header
        .apply(name)
        .map(given -> given.toLowerCase(Locale.ROOT).contains(type))
        .orElse(false);
  }

  /** The body as an object; nothing else will do. */
  Fields fields() {
    if (lines()) {
      throw new RefusedException(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          "Content-Type: expected " + Json.TYPE + ", got '" + Json.LINES_TYPE + "'");
    }
    return Fields.of(Json.read(body.get()), "");
  }
}
