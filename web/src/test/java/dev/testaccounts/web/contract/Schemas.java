package dev.testaccounts.web.contract;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.testaccounts.api.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Validates values by the schemas of a document (JSON Schema 2020-12). Thread-safe. */
final class Schemas {

  private static final String HOME = "https://contract.test/openapi";

  private final SchemaRegistry registry;
  private final Map<JsonNode, Schema> known = new ConcurrentHashMap<>();

  Schemas(JsonNode document) {
    ObjectNode schemas = WireFormat.mapper().createObjectNode();
    schemas.set("$defs", document.at("/components/schemas").deepCopy());
    makeAbsolute(schemas);
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(HOME, schemas.toString())));
  }

  /** What is wrong with a value; empty where nothing is. */
  List<String> problems(JsonNode schema, JsonNode value) {
    return known
        .computeIfAbsent(schema, this::compiled)
        .validate(
            value,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private Schema compiled(JsonNode schema) {
    JsonNode absolute = schema.deepCopy();
    makeAbsolute(absolute);
    return registry.getSchema(absolute);
  }

  private static void makeAbsolute(JsonNode node) {
    if (node instanceof ObjectNode object && object.path("$ref").isString()) {
      String name = object.path("$ref").stringValue().replace("#/components/schemas/", "");
      object.put("$ref", HOME + "#/$defs/" + name);
    }
    node.values().forEach(Schemas::makeAbsolute);
  }
}
