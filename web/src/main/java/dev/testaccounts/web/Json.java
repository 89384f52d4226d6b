package dev.testaccounts.web;

import dev.testaccounts.api.ProblemCode;
import dev.testaccounts.api.WireFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/** JSON to and from bytes. */
final class Json {

  static final String TYPE = "application/json";
  static final String PROBLEM_TYPE = "application/problem+json";

  static final String LINES_TYPE = "application/x-ndjson";

  private static final ObjectReader STRICT =
      WireFormat.mapper()
          .reader()
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final ClassValue<ObjectWriter> WRITERS =
      new ClassValue<>() {
        @Override
        protected ObjectWriter computeValue(Class<?> type) {
          return WireFormat.mapper().writerFor(type);
        }
      };

  private Json() {}

  static byte[] bytes(Object value) {
    return WRITERS.get(value.getClass()).writeValueAsBytes(value);
  }

  /** Reads one value: no duplicate keys, nothing after it. */
  static JsonNode read(byte[] bytes) {
    try {
      return STRICT.readTree(bytes);
    } catch (JacksonException e) {
      throw new RefusedException(ProblemCode.MALFORMED_JSON, "body: " + reason(e));
    }
  }

  /** Reads back what {@link #bytes} wrote. */
  static <T> T value(String text, Class<T> type) {
    return WireFormat.mapper().readValue(text, type);
  }

  /** What the parser says, without what it says of itself. */
  private static String reason(JacksonException e) {
    String message = e.getOriginalMessage();
    String what =
        e instanceof UnexpectedEndOfInputException || message == null
            ? "unexpected end"
            : message.replaceAll("(?s)( \\(start marker|\\n| \\(for |: maybe |; |`).*", "");
    return what + where(e.getLocation());
  }

  private static String where(TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
