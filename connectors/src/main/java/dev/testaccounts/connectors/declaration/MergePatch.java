package dev.testaccounts.connectors.declaration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON merge patch (RFC 7396): what is said takes the place of what was there, null removes it. */
final class MergePatch {

  private MergePatch() {}

  /** The target with a patch applied; neither is changed. */
  static JsonNode applied(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode merged =
        target instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    patch
        .properties()
        .forEach(
            each -> {
              if (each.getValue().isNull()) {
                merged.remove(each.getKey());
              } else {
                merged.set(each.getKey(), applied(merged.path(each.getKey()), each.getValue()));
              }
            });
    return merged;
  }
}
