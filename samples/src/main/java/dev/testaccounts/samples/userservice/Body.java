package dev.testaccounts.samples.userservice;

import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON object that a request carries; whatever is wrong with it is {@link Refused}. */
final class Body {
  /** A longer body is refused with 413; the server then skips the rest of it. */
  static final int MOST_BYTES = 64 * 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private final JsonNode root;

  private Body(JsonNode root) {
    this.root = root;
  }

  static Body of(ServerRequest request) {
    JsonNode root = parse(bytes(request));
    if (!root.isObject()) {
      throw new Refused("the body must be a JSON object");
    }
    return new Body(root);
  }

  /** A text that is there and not blank. */
  String text(String field) {
    JsonNode value = root.get(field);
    if (value == null || !value.isString() || value.stringValue().isBlank()) {
      throw new Refused("'" + field + "' must be a non-empty string");
    }
    return value.stringValue();
  }

  /** A whole number that is there. */
  int number(String field) {
    JsonNode value = root.get(field);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new Refused("'" + field + "' must be a whole number");
    }
    return value.intValue();
  }

  int number(String field, int otherwise) {
    return root.get(field) == null ? otherwise : number(field);
  }

  /** Refuses fields that would have no meaning, so that a slip in a name does not pass. */
  void only(Set<String> fields) {
    Set<String> strange = new TreeSet<>(root.propertyNames());
    strange.removeAll(fields);
    if (!strange.isEmpty()) {
      throw new Refused("no meaning here for " + strange + "; known: " + new TreeSet<>(fields));
    }
  }

  private static JsonNode parse(byte[] bytes) {
    @Nullable JsonNode root;
    try {
      root = JSON.readTree(bytes);
    } catch (JacksonException malformed) {
      throw new Refused("the body is not JSON: " + malformed.getOriginalMessage());
    }
    return root;
  }

  private static byte[] bytes(ServerRequest request) {
    long length = request.headers().contentLength().orElse(-1);
    // Asking for the announced length keeps the buffer to that size.
    byte[] bytes = read(request, length < 0 ? MOST_BYTES + 1 : Math.min(length, MOST_BYTES + 1));
    if (bytes.length > MOST_BYTES) {
      throw new Refused(413, "the body is longer than " + MOST_BYTES + " bytes");
    }
    return bytes;
  }

  private static byte[] read(ServerRequest request, long most) {
    try {
      return request.content().inputStream().readNBytes((int) most);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
