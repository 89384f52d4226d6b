package dev.testaccounts.connectors.discovery;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the schemas of a document say, whichever way they are put together. */
final class Schemas {

  private static final int DEEPEST = 12;

  private final OpenApi document;

  Schemas(OpenApi document) {
    this.document = document;
  }

  /**
   * @param alternatives how many schemas there were to choose from; 0 where there was no choice
   */
  record Fields(Map<String, JsonNode> all, Set<String> required, int alternatives) {}

  JsonNode resolved(JsonNode schema) {
    return document.resolved(schema);
  }

  /** The fields of an object, those of all its parts together. */
  Fields fields(JsonNode schema) {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    Set<String> required = new HashSet<>();
    int alternatives = collect(schema, all, required, 0);
    return new Fields(all, required, alternatives);
  }

  private int collect(JsonNode schema, Map<String, JsonNode> all, Set<String> required, int depth) {
    if (depth > DEEPEST) {
      throw new UnusableException(
          "schema", "expected parts at most " + DEEPEST + " deep in each other, got more");
    }
    JsonNode node = document.resolved(schema);
    int alternatives = 0;
    for (JsonNode each : node.path("allOf")) {
      alternatives = Math.max(alternatives, collect(each, all, required, depth + 1));
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      if (node.path(choice).size() > 0) {
        collect(first(node.path(choice)), all, required, depth + 1);
        alternatives = Math.max(alternatives, node.path(choice).size());
      }
    }
    node.path("required").forEach(each -> required.add(each.asString("")));
    node.path("properties")
        .properties()
        .forEach(each -> property(each.getKey(), each.getValue(), all, required));
    return alternatives;
  }

  /** One that cannot be followed, as it refers to itself, is missed only where it must be there. */
  private void property(
      String name, JsonNode schema, Map<String, JsonNode> all, Set<String> required) {
    try {
      all.put(name, document.resolved(schema));
    } catch (UnusableException e) {
      if (required.contains(name)) {
        throw e;
      }
    }
  }

  /** The same, where something is only looked for: nothing where it cannot be followed. */
  Map<String, JsonNode> perhaps(JsonNode schema) {
    try {
      return fields(schema).all();
    } catch (UnusableException e) {
      return Map.of();
    }
  }

  /** The first that is more than null. */
  private JsonNode first(JsonNode choices) {
    for (JsonNode each : choices) {
      if (!type(document.resolved(each)).equals("null")) {
        return each;
      }
    }
    return choices.path(0);
  }

  /** The type, without null; empty where nothing is said. */
  String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    for (JsonNode each : type.isArray() ? type : JsonNodeFactory.instance.arrayNode().add(type)) {
      if (each.isString() && (!each.asString().equals("null") || !type.isArray())) {
        return each.asString();
      }
    }
    return schema.has("properties") || schema.has("allOf")
        ? "object"
        : schema.has("items") ? "array" : "";
  }
}
