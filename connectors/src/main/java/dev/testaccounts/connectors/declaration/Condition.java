package dev.testaccounts.connectors.declaration;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What must stand in an answer.
 *
 * @param value the text of a text, a number, true or false
 */
public record Condition(Finder finder, String value) {

  static List<Condition> read(@Nullable Said said) {
    List<Condition> conditions = new ArrayList<>();
    if (said != null) {
      said.object();
      said.node()
          .properties()
          .forEach(
              each -> {
                Said value = new Said(each.getValue(), said.path() + "." + each.getKey());
                if (!each.getValue().isValueNode()) {
                  throw value.expected("a text, a number, true or false");
                }
                conditions.add(
                    new Condition(Finder.of(each.getKey(), value), each.getValue().asString()));
              });
    }
    return List.copyOf(conditions);
  }

  /** Whether it does. */
  public boolean holds(JsonNode document) {
    return finder.all(document).stream().anyMatch(each -> each.asString("").equals(value));
  }
}
