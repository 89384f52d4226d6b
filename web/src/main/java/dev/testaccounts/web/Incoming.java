package dev.testaccounts.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One request, as it came.
 *
 * @param path still encoded, without the query
 * @param query decoded
 * @param header a header's value by its name, whatever its case
 * @param body reads the body, once
 * @param gone whether its client has gone away; may be asked again and again
 */
record Incoming(
    String method,
    String path,
    Supplier<Map<String, List<String>>> query,
    Function<String, Optional<String>> header,
    Supplier<byte[]> body,
    BooleanSupplier gone) {

  /** The same with a body that can be read as often as one likes. */
  Incoming withBody(Supplier<byte[]> whole) {
    return new Incoming(method, path, query, header, whole, gone);
  }

  /** The same with another method. */
  Incoming withMethod(String other) {
    return new Incoming(other, path, query, header, body, gone);
  }

  /** Whether it can change anything. */
  boolean writes() {
    return !method.equals("GET") && !method.equals("HEAD") && !method.equals("OPTIONS");
  }
}
