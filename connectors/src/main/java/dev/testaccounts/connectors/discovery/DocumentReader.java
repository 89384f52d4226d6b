package dev.testaccounts.connectors.discovery;

import java.util.Locale;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** From text to an OpenAPI document, or the reason why it is none. */
final class DocumentReader {

  private static final int SHOWN = 60;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private DocumentReader() {}

  static OpenApi read(Discovery.Source source) {
    String text = source.text().strip();
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    refuseWhatIsNone(source.place(), text);
    JsonNode root = text.startsWith("{") ? tree(JSON, "JSON", source, text) : yaml(source, text);
    check(source.place(), root);
    return new OpenApi(root);
  }

  private static void refuseWhatIsNone(String place, String text) {
    if (text.isEmpty()) {
      throw new UnusableException(place, "expected an OpenAPI document, got nothing");
    }
    if (text.startsWith("<")) {
      String kind = text.toLowerCase(Locale.ROOT).contains("<html") ? "an HTML page" : "markup";
      throw new UnusableException(
          place,
          "expected an OpenAPI document in JSON or YAML, got %s; pages of documentation link to their document, often openapi.json or openapi.yaml"
              .formatted(kind));
    }
  }

  private static JsonNode yaml(Discovery.Source source, String text) {
    JsonNode root = tree(YAML, "YAML", source, text);
    refuseAliases(source, text);
    return root;
  }

  private static JsonNode tree(
      ObjectMapper mapper, String language, Discovery.Source source, String text) {
    try {
      return mapper.readTree(text);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String reason = Objects.requireNonNullElse(e.getOriginalMessage(), "no reason is known");
      throw new UnusableException(
          source.place() + ":" + (at == null ? 1 : at.getLineNr()),
          "expected " + language + ": " + reason.lines().findFirst().orElse(""));
    }
  }

  /** An alias would be read as the text of its name: better none than a wrong one. */
  private static void refuseAliases(Discovery.Source source, String text) {
    try (JsonParser parser = YAML.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
          throw new UnusableException(
              source.place() + ":" + parser.currentTokenLocation().getLineNr(),
              "expected YAML without aliases, got *"
                  + OpenApi.shown(parser.getString(), SHOWN)
                  + "; write the document as JSON");
        }
      }
    }
  }

  private static void check(String place, JsonNode root) {
    String version = root.path("openapi").asString("");
    if (!root.isObject() || (version.isEmpty() && !root.has("swagger"))) {
      throw new UnusableException(
          place, "expected an OpenAPI document with a field openapi, got none");
    }
    if (root.has("swagger")) {
      String swagger = OpenApi.shown(root.path("swagger").asString(""), SHOWN);
      throw new UnusableException(
          place,
          "expected OpenAPI 3.0 or 3.1, got Swagger %s; converters to OpenAPI 3 are at hand, such as swagger2openapi"
              .formatted(swagger));
    }
    if (!version.matches("3\\.[01](\\..*)?")) {
      throw new UnusableException(
          place, "openapi: expected 3.0 or 3.1, got " + OpenApi.shown(version, SHOWN));
    }
  }
}
