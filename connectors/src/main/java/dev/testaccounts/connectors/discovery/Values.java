package dev.testaccounts.connectors.discovery;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What stands for a field or a parameter in a request. */
final class Values {

  static final String USERNAME = "{{account.username}}";
  static final String PASSWORD = "{{account.password}}";
  static final String EMAIL = "{{account.username}}@example.test";
  static final String ID = "{{enrollment.id}}";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String SAMPLE = "test_1a2b3c4d";
  private static final Set<String> YES =
      Set.of("enabled", "active", "isactive", "isenabled", "acceptterms", "termsaccepted");

  private final Schemas schemas;

  Values(Schemas schemas) {
    this.schemas = schemas;
  }

  /** What an account's own field stands for; empty where the field is another one. */
  static Optional<String> own(Meaning meaning) {
    return switch (meaning) {
      case USERNAME, NAME -> Optional.of(USERNAME);
      case EMAIL -> Optional.of(EMAIL);
      case PASSWORD -> Optional.of(PASSWORD);
      case ID, OLD_PASSWORD, OTHER -> Optional.empty();
    };
  }

  /** Puts an account's own value, and what must be known of it. */
  static void putOwn(Draft draft, String name, Meaning meaning, JsonNode schema) {
    String value = own(meaning).orElseThrow();
    draft.put(name, value);
    if (meaning == Meaning.EMAIL) {
      draft.remark(name, "or {{account.email}}, where the attributes of every pool give one");
    }
    if (value.equals(USERNAME) && !fits(schema)) {
      draft.remark(
          name,
          "unsure: a username such as %s does not fit what the document asks (pattern %s, at most %s characters); set username in the pool"
              .formatted(
                  SAMPLE,
                  schema.path("pattern").asString("none"),
                  schema.path("maxLength").asString("any number of")));
    }
  }

  private static boolean fits(JsonNode schema) {
    try {
      String pattern = schema.path("pattern").asString("");
      return SAMPLE.length() <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
          && Pattern.compile(pattern).matcher(SAMPLE).find();
    } catch (PatternSyntaxException e) {
      return true;
    }
  }

  /** Puts something that the document allows for a value that must be there. */
  void putRequired(Draft draft, String name, JsonNode schema) {
    Optional<JsonNode> said = said(schema);
    if (name.equals("grant_type")) {
      draft.put(name, "password");
    } else if (said.isPresent()) {
      draft.put(name, said.get()).remark(name, "unsure: " + choice(name, schema));
    } else {
      draft
          .put(name, made(name, schema))
          .remark(
              name,
              "unsure: "
                  + name
                  + " must be given, and the document does not say what fits; a fixed value, or {{account.attributes.NAME}} that a pool gives");
    }
  }

  private static String choice(String name, JsonNode schema) {
    return schema.has("enum")
        ? name
            + " must be one of "
            + StreamSupport.stream(schema.path("enum").spliterator(), false)
                .map(each -> OpenApi.shown(each.asString(), 40))
                .limit(20)
                .collect(Collectors.joining(", "))
        : name + " must be given; this is the document's own example or default";
  }

  /** A value that the document itself names. */
  static Optional<JsonNode> said(JsonNode schema) {
    for (JsonNode each :
        List.of(
            schema.path("const"),
            schema.path("default"),
            schema.path("enum").path(0),
            schema.path("example"),
            schema.path("examples").path(0))) {
      if (!each.isMissingNode() && !each.isNull() && !each.toString().contains("{{")) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private JsonNode made(String name, JsonNode schema) {
    return switch (schemas.type(schema)) {
      case "boolean" ->
          NODES.booleanNode(YES.contains(name.replaceAll("\\W|_", "").toLowerCase(Locale.ROOT)));
      case "integer", "number" -> NODES.numberNode(schema.path("minimum").asInt(1));
      case "array" -> list(schema);
      case "object" -> NODES.objectNode();
      default -> NODES.stringNode(text(schema.path("format").asString("")));
    };
  }

  /** One of what may be in it, where that is said: few lists that must be there may be empty. */
  private static JsonNode list(JsonNode schema) {
    ArrayNode list = NODES.arrayNode();
    said(schema.path("items")).ifPresent(list::add);
    return list;
  }

  private static String text(String format) {
    return switch (format) {
      case "date" -> "2000-01-01";
      case "date-time" -> "2000-01-01T00:00:00Z";
      case "uuid" -> "00000000-0000-4000-8000-000000000000";
      case "uri", "url" -> "http://example.test/" + USERNAME;
      case "email" -> EMAIL;
      case "password" -> PASSWORD;
      default -> USERNAME;
    };
  }

  /** What stands in a place that is not the account's, such as a tenant. */
  static String literal(Endpoint.Parameter parameter) {
    return said(parameter.schema())
        .map(JsonNode::asString)
        .filter(each -> each.matches("[A-Za-z0-9._~ -]+"))
        .orElse(parameter.name().replaceAll("[^A-Za-z0-9._-]", "-"));
  }
}
