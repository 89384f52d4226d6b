package dev.testaccounts.connectors.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where the first list is that the path of items leads through. Immutable and thread-safe.
 *
 * @param names the way to it
 * @param takesAll whether all that is in it is wanted, and not what a condition holds for
 */
record ListPath(List<String> names, boolean takesAll) {

  /** The way is told only by names: what else there may be leads to several places. */
  private static final Pattern ITEMS =
      Pattern.compile("\\$(?<names>(\\['[^']*'])*)\\[(?<which>[*?])](?<rest>.*)");

  private static final Pattern NAME = Pattern.compile("\\['([^']*)']");

  /** What is said only where something went wrong. */
  private static final Set<String> MISTAKES = Set.of("error", "errors", "fault", "exception");

  private static final Set<String> NO_MISTAKE = Set.of("", "false", "0");

  /** Reads the path of items; null where it leads through no list of which that can be told. */
  static @Nullable ListPath of(String items) {
    Matcher path = ITEMS.matcher(items);
    if (!path.matches()) {
      return null;
    }
    List<String> names =
        NAME.matcher(path.group("names")).results().map(each -> each.group(1)).toList();
    return new ListPath(names, path.group("which").equals("*"));
  }

  /**
   * What stands where the list should; null where there is one, or where a service leaves an empty
   * one out, as some do.
   */
  @Nullable JsonNode missed(JsonNode document) {
    List<JsonNode> way = new ArrayList<>();
    JsonNode at = document;
    for (String name : names) {
      if (!at.isObject()) {
        return at;
      }
      way.add(at);
      JsonNode next = at.get(name);
      if (next == null || next.isNull()) {
        boolean leftOut = way.stream().noneMatch(ListPath::saysMistake) && !holdsObjects(document);
        return leftOut ? null : at;
      }
      at = next;
    }
    return at.isArray() || at.isNull() || isMap(at) ? null : at;
  }

  /** Some have accounts by their names, instead of a list. */
  private boolean isMap(JsonNode node) {
    return takesAll
        && node.isObject()
        && !node.isEmpty()
        && node.valueStream().allMatch(JsonNode::isObject)
        && !saysMistake(node);
  }

  static boolean saysMistake(JsonNode node) {
    return node.isObject()
        && node.properties().stream()
            .anyMatch(
                each ->
                    MISTAKES.contains(each.getKey().toLowerCase(Locale.ROOT))
                        && says(each.getValue()));
  }

  /** Some have a place for mistakes in every answer. */
  private static boolean says(JsonNode value) {
    return value.isContainer() ? !value.isEmpty() : !NO_MISTAKE.contains(value.asString(""));
  }

  /** Then it is the path that is wrong. */
  static boolean holdsObjects(JsonNode node) {
    return (node.isArray() && node.valueStream().anyMatch(JsonNode::isObject))
        || node.valueStream().anyMatch(ListPath::holdsObjects);
  }

  @Override
  public String toString() {
    return "$" + String.join("", names.stream().map(each -> "['" + each + "']").toList());
  }
}
