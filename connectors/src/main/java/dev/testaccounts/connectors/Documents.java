package dev.testaccounts.connectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of answers. */
final class Documents {

  private static final int DEEPEST = 100;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Documents() {}

  /** What was answered; null where it is no JSON, whatever its type says. */
  static @Nullable JsonNode json(Received received) {
    String text = received.text();
    // A reader may ignore it (RFC 8259, section 8.1), and not every service leaves it out.
    String json = text != null && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    if (json == null || json.isBlank()) {
      return null;
    }
    try {
      return JSON.readTree(json);
    } catch (JacksonException e) {
      return null;
    }
  }
}
