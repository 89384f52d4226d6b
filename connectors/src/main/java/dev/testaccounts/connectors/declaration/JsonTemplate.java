package dev.testaccounts.connectors.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A JSON value whose texts are templates. No value of a variable can leave the text it is in. */
sealed interface JsonTemplate {

  /** Whether one of its texts is such. */
  boolean any(Predicate<Template> which);

  JsonNode render(Variables variables) throws MissingValueException;

  record Text(Template template) implements JsonTemplate {
    @Override
    public boolean any(Predicate<Template> which) {
      return which.test(template);
    }

    @Override
    public JsonNode render(Variables variables) throws MissingValueException {
      return JsonNodeFactory.instance.stringNode(template.render(variables));
    }
  }

  /** A number, true, false or null. */
  record Constant(JsonNode value) implements JsonTemplate {
    @Override
    public boolean any(Predicate<Template> which) {
      return false;
    }

    @Override
    public JsonNode render(Variables variables) {
      return value;
    }
  }

  record Items(List<JsonTemplate> items) implements JsonTemplate {
    @Override
    public boolean any(Predicate<Template> which) {
      return items.stream().anyMatch(each -> each.any(which));
    }

    @Override
    public JsonNode render(Variables variables) throws MissingValueException {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (JsonTemplate each : items) {
        array.add(each.render(variables));
      }
      return array;
    }
  }

  record Fields(Map<String, JsonTemplate> fields) implements JsonTemplate {
    @Override
    public boolean any(Predicate<Template> which) {
      return fields.values().stream().anyMatch(each -> each.any(which));
    }

    @Override
    public JsonNode render(Variables variables) throws MissingValueException {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonTemplate> each : fields.entrySet()) {
        object.set(each.getKey(), each.getValue().render(variables));
      }
      return object;
    }
  }

  static JsonTemplate read(Said said, Vocabulary vocabulary, boolean ofAccount) {
    if (said.node().isString()) {
      return new Text(Template.of(said, Place.WHOLE, vocabulary, ofAccount));
    }
    if (said.node().isArray()) {
      List<JsonTemplate> items = new ArrayList<>();
      said.items().forEach(each -> items.add(read(each, vocabulary, ofAccount)));
      return new Items(items);
    }
    return said.node().isObject()
        ? new Fields(said.map(each -> read(each, vocabulary, ofAccount)))
        : new Constant(said.node());
  }
}
