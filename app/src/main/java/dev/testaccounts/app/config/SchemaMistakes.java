package dev.testaccounts.app.config;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** What a schema finds wrong, in words for people who have never seen a schema. Immutable. */
final class SchemaMistakes {

  /** More are the same mistake, or come from it. */
  private static final int MOST = 10;

  private static final int LONGEST_SHOWN = 60;

  private static final Pattern MAY_BE_SECRET =
      Pattern.compile(
          "/(credentials|authentication|headers|query|form|json|raw|parameters|configuration)(/|$)");

  private final Schema schema;
  private final Source source;

  SchemaMistakes(Schema schema, Source source) {
    this.schema = schema;
    this.source = source;
  }

  /**
   * A mistake.
   *
   * @param line where it stands
   * @param text what is wrong, and where
   */
  private record Mistake(int line, String text) {}

  /**
   * The first mistakes of a document by their lines, each with its place; none where all is well.
   */
  List<String> in(JsonNode root) {
    return schema.validate(root).stream()
        .filter(each -> !each.getEvaluationPath().toString().contains("/oneOf/"))
        .map(this::mistake)
        .distinct()
        .sorted(Comparator.comparingInt(Mistake::line))
        .limit(MOST)
        .map(each -> source.told(each.line(), each.text()))
        .toList();
  }

  private Mistake mistake(Error error) {
    String object = error.getInstanceLocation().toString();
    boolean ofKey = error.getKeyword().equals("additionalProperties");
    String pointer = ofKey ? object + "/" + error.getProperty() : object;
    return new Mistake(source.line(pointer), path(object) + ": " + text(error));
  }

  private static String path(String pointer) {
    String path =
        Stream.of(pointer.split("/"))
            .skip(1)
            .map(each -> each.replace("~1", "/").replace("~0", "~"))
            .map(each -> each.matches("[0-9]+") ? "[" + each + "]" : "." + each)
            .collect(Collectors.joining());
    return path.isEmpty() ? "(the whole file)" : path.substring(1);
  }

  private String text(Error error) {
    JsonNode around = around(error);
    return switch (error.getKeyword()) {
      case "additionalProperties" ->
          "there is no '%s' here; expected %s".formatted(error.getProperty(), keys(around));
      case "required" -> "expected '%s', which is missing".formatted(error.getProperty());
      case "type" ->
          expected(around.has("pattern") ? like(around) : types(around.path("type")), error);
      case "enum" -> expected("one of " + texts(around.path("enum")), error);
      case "pattern" -> expected(like(around), error);
      case "minimum" -> expected(around.path("minimum").asString() + " or more", error);
      case "maximum" -> expected(around.path("maximum").asString() + " or less", error);
      case "minItems" -> "expected at least " + around.path("minItems").asString();
      case "minProperties", "maxProperties" -> "expected one of " + keys(around);
      case "oneOf" -> "expected one of " + alternatives(around.path("oneOf"));
      default -> error.getMessage();
    };
  }

  /** The part of the schema that the keyword stands in. */
  private JsonNode around(Error error) {
    String location = error.getSchemaLocation().toString();
    JsonPointer keyword = JsonPointer.compile(location.substring(location.indexOf('#') + 1));
    return schema.getSchemaNode().at(Optional.ofNullable(keyword.head()).orElse(keyword));
  }

  private static String expected(String what, Error error) {
    String got = shown(error.getInstanceLocation().toString(), error.getInstanceNode());
    return "expected " + what + (got.isEmpty() ? "" : ", got " + got);
  }

  /** Where a secret may stand that should be a reference, and in a URL, no text is shown. */
  private static String shown(String pointer, JsonNode value) {
    if (value.isObject() || value.isArray()) {
      return value.isObject() ? "keys with values" : "a list";
    }
    String text = value.isString() ? "'" + value.asString() + "'" : value.toString();
    if (MAY_BE_SECRET.matcher(pointer).find() || text.contains("@")) {
      return "";
    }
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  private static String types(JsonNode type) {
    return type.isArray()
        ? type.valueStream().map(SchemaMistakes::word).collect(Collectors.joining(" or "))
        : word(type);
  }

  private static String word(JsonNode type) {
    return switch (type.asString()) {
      case "object" -> "keys with values";
      case "array" -> "a list";
      case "string" -> "text";
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      case "null" -> "null";
      default -> type.asString();
    };
  }

  private static String like(JsonNode around) {
    if (around.has("examples")) {
      return "text such as " + texts(around.path("examples"));
    }
    String description = around.path("description").asString("text like " + around.path("pattern"));
    return Character.toLowerCase(description.charAt(0))
        + description.substring(1).replaceAll("[.]$", "");
  }

  private static String keys(JsonNode around) {
    return around
        .path("properties")
        .propertyStream()
        .map(each -> each.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
  }

  private static String alternatives(JsonNode oneOf) {
    return oneOf
        .valueStream()
        .map(each -> texts(each.path("required")))
        .collect(Collectors.joining(", "));
  }
}
